import { useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ConnectionReport } from "@/lib/fleet/report-types";

interface WarningsProps {
  report: ConnectionReport;
  /** The length below which the secret is too short, where it is; or null. */
  shortSecret: number | null;
  /** Callers' addresses are unknown. */
  noProxies: boolean;
  /** Staff come in by a password alone. */
  oneFactor: boolean;
  /** Builds of other instances that are not this one's. */
  otherBuilds: string[];
}

/** What is allowed by name and should not stay. */
export function Warnings({ report, shortSecret, noProxies, oneFactor, otherBuilds }: WarningsProps) {
  const t = useTranslations("connection");
  return (
    <>
      {report.plainHttp.toMaster ? <NoticeLine tone="busy">{t("warning.toMaster")}</NoticeLine> : null}
      {report.plainHttp.toPanel ? <NoticeLine tone="busy">{t("warning.toPanel")}</NoticeLine> : null}
      {shortSecret === null ? null : (
        <NoticeLine tone="busy">{t("warning.shortSecret", { count: shortSecret })}</NoticeLine>
      )}
      {otherBuilds.length > 0 ? (
        <NoticeLine tone="alert">{t("warning.otherBuilds", { builds: otherBuilds.join(", ") })}</NoticeLine>
      ) : null}
      {oneFactor ? <NoticeLine tone="busy">{t("warning.secondFactor")}</NoticeLine> : null}
      {noProxies ? <NoticeLine tone="off">{t("warning.noProxies")}</NoticeLine> : null}
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
