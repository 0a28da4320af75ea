"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
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
    <section className="card grid gap-4" data-created={vmId ?? ""} data-how={how}>
      <NoticeLine tone={how === "answered" ? "run" : "busy"} role="status">
        <b>{t(`title.${how}`, { name })}</b>
      </NoticeLine>
      <dl className="pairs">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
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
            <KeyLink href={`/hosts/${vmId}`} variant="accent" plainLink>
              {t("open")}
            </KeyLink>
            <KeyLink href={`/admin/hosts/${vmId}`} plainLink>
              {t("edit")}
            </KeyLink>
          </>
        ) : (
          <KeyLink href={`/admin/hosts?q=${encodeURIComponent(name)}`} plainLink>
            {t("find")}
          </KeyLink>
        )}
        <KeyLink href={`/admin/customers/${encodeURIComponent(owner)}`} plainLink>
          {t("toCustomer")}
        </KeyLink>
        <KeyLink href={`/admin/hosts/new?owner=${encodeURIComponent(owner)}`} variant="plain" plainLink>
          {t("another")}
        </KeyLink>
      </div>
    </section>
  );
}
