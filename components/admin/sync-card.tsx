import { useFormatter, useTranslations } from "next-intl";
import type { SyncProgress } from "@/lib/fleet/sync-progress";
import { FactCard } from "./fact-card";
import { ReportTime } from "./report-time";

/** How far the panel's copy of the master has come. */
export function SyncCard({ progress }: { progress: SyncProgress }) {
  const t = useTranslations("connection.sync");
  const link = useTranslations("connection.link");
  const format = useFormatter();
  const { fleet, customers, nodes } = progress;
  const now = fleet.readingSince ? (
    <>
      {t("in-progress")} <ReportTime iso={fleet.readingSince} />
    </>
  ) : fleet.restsUntil ? (
    <>
      {t("rests")} <ReportTime iso={fleet.restsUntil} />
    </>
  ) : (
    t("idle")
  );
  return (
    <FactCard
      title={t("title")}
      facts={[
        {
          name: t("fleet"),
          value: fleet.finishedAt ? <ReportTime iso={fleet.finishedAt} /> : link("never"),
        },
        { name: t("rows"), value: fleet.rows === null ? link("unknown") : format.number(fleet.rows) },
        { name: t("now"), value: now },
        { name: t("customers"), value: t("customersValue", customers) },
        {
          name: t("nodes"),
          value: nodes.asOf ? (
            <>
              {format.number(nodes.listed)}, <ReportTime iso={nodes.asOf} />
            </>
          ) : (
            link("never")
          ),
        },
      ]}
    />
  );
}
