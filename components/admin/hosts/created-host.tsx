"use client";

import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { NoticeLine } from "@/components/ui/notice-line";
import { DescriptionList } from "@/components/ui/page/facts";
import type { CreatedHostView } from "@/lib/fleet/hosts/created-host";
import "@/components/ui/well.css";

/** The one place where a new host's password stands: gone with the page. */
export function CreatedHost({ host }: { host: CreatedHostView }) {
  const t = useTranslations("fleet-created");
  const { vmId, name, owner, password, addresses, how } = host;
  const facts: [string, string][] = [
    [t("number"), vmId ?? t("unknown")],
    [t("customer"), owner],
    [t("addresses"), addresses.join(", ") || t("unknown")],
  ];
  return (
    <section
      className="grid gap-4 rounded-lg border border-line bg-card p-4 md:p-5"
      data-created={vmId ?? ""}
      data-how={how}
    >
      <NoticeLine tone={how === "answered" ? "run" : "busy"} role="status">
        <b>{t(`title.${how}`, { name })}</b>
      </NoticeLine>
      <DescriptionList facts={facts} />
      {password === null ? (
        <p>{t(how === "earlier" ? "shownBefore" : "passwordUnknown")}</p>
      ) : (
        <div>
          <h3 className="mb-2">{t("password")}</h3>
          <div className="well copy-line">
            <code data-password>{password}</code>
            <CopyButton value={password} label={t("copy")} copied={t("copied")} text={t("copy")} />
          </div>
          <p className="mt-2 text-ink-2">{t("once")}</p>
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        {vmId ? (
          <>
            <ButtonLink href={`/hosts/${vmId}`} variant="primary" plainLink>
              {t("open")}
            </ButtonLink>
            <ButtonLink href={`/admin/hosts/${vmId}`} plainLink>
              {t("edit")}
            </ButtonLink>
          </>
        ) : (
          <ButtonLink href={`/admin/hosts?q=${encodeURIComponent(name)}`} plainLink>
            {t("find")}
          </ButtonLink>
        )}
        <ButtonLink href={`/admin/customers/${encodeURIComponent(owner)}`} plainLink>
          {t("toCustomer")}
        </ButtonLink>
        <ButtonLink href={`/admin/hosts/new?owner=${encodeURIComponent(owner)}`} variant="ghost" plainLink>
          {t("another")}
        </ButtonLink>
      </div>
    </section>
  );
}
