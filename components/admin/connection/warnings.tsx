import { useFormatter, useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { SettingNames } from "./setting-names";

interface WarningsProps {
  report: ConnectionReport;
  /** Builds of other instances that are not this one's. */
  otherBuilds: string[];
  /** What a restart of this instance would bring, where that is something else. */
  onDisk: { running: string; installed: string } | null;
}

/** Why something doesn't work at all now. */
export function Warnings({ report, otherBuilds, onDisk }: WarningsProps) {
  const t = useTranslations("connection");
  const format = useFormatter();
  return (
    <>
      {onDisk ? <NoticeLine tone="alert">{t("warning.onDisk", onDisk)}</NoticeLine> : null}
      {otherBuilds.length > 0 ? (
        <NoticeLine tone="alert">{t("warning.otherBuilds", { builds: format.list(otherBuilds) })}</NoticeLine>
      ) : null}
      {report.noHosts.length > 0 ? (
        <NoticeLine tone="alert">
          <b>{t("noHosts.title")}</b>
          {report.noHosts.map((reason) => (
            <span key={reason} className="block">
              <SettingNames text={t(`noHosts.reason.${reason}`)} />
            </span>
          ))}
        </NoticeLine>
      ) : null}
    </>
  );
}
