"use client";

import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { DescriptionList } from "@/components/ui/page/facts";
import { CopyLine } from "@/components/ui/well";
import type { CreatedHostView } from "@/lib/fleet/hosts/created-host";

/** The one place where a new host's password stands: gone with the page. */
export function CreatedHost({ host }: { host: CreatedHostView }) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-created");
  const { orderId, vmId, name, owner, password, addresses, how } = host;
  const facts: [string, string][] = [
    [w("hostId"), vmId ?? w("unknown")],
    [w("customerNumber"), owner],
    [w("addresses"), addresses.join(", ") || w("unknown")],
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
        <div data-password>
          <h3 className="mb-2">{w("password")}</h3>
          <CopyLine
            value={password}
            copyLabel={w("copyPassword")}
            copied={w("copied")}
            copyText={w("copyPassword")}
          />
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
          <ButtonLink href={`/admin/activity?source=operations&open=${orderId}`} plainLink>
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
