import { useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ConnectionReport } from "@/lib/fleet/report-types";

/** What is allowed by name and should not stay. `shortSecret`: the length below which it is one, or null. */
export function Warnings({ report, shortSecret }: { report: ConnectionReport; shortSecret: number | null }) {
  const t = useTranslations("connection");
  return (
    <>
      {report.plainHttp.toMaster ? <NoticeLine tone="busy">{t("warning.toMaster")}</NoticeLine> : null}
      {report.plainHttp.toPanel ? <NoticeLine tone="busy">{t("warning.toPanel")}</NoticeLine> : null}
      {shortSecret === null ? null : (
        <NoticeLine tone="busy">{t("warning.shortSecret", { count: shortSecret })}</NoticeLine>
      )}
      {report.noHosts.length > 0 ? (
        <NoticeLine tone="alert">
          <b>{t("noHosts.title")}</b>
          {report.noHosts.map((reason) => (
            <span key={reason} className="block">
              {t(`noHosts.reason.${reason}`)}
            </span>
          ))}
        </NoticeLine>
      ) : null}
    </>
  );
}
