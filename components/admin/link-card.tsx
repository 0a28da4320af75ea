import { useTranslations } from "next-intl";
import { ReportTime } from "@/components/admin/report-time";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { FactCard } from "./fact-card";

/** `Date` travels in whole seconds: less than this is no skew. */
const CLOCK_GRAIN_MS = 2000;

export function LinkCard({ report }: { report: ConnectionReport }) {
  const t = useTranslations("connection.link");
  const facts = [
    { name: t("endpoint"), value: <code>{report.endpoint}</code> },
    { name: t("breaker"), value: t(`breakers.${report.breaker}`) },
    { name: t("skew"), value: <Skew ms={report.clockSkewMs} /> },
    {
      name: t("lastAnswer"),
      value: report.lastAnswerAt ? <ReportTime iso={report.lastAnswerAt} /> : t("never"),
    },
  ];
  if (report.downSince) {
    facts.push({ name: t("downSince"), value: <ReportTime iso={report.downSince} /> });
  }
  return <FactCard title={t("title")} facts={facts} />;
}

function Skew({ ms }: { ms: number | null }) {
  const t = useTranslations("connection.link");
  if (ms === null) {
    return t("unknown");
  }
  if (Math.abs(ms) < CLOCK_GRAIN_MS) {
    return t("skewNone", { seconds: CLOCK_GRAIN_MS / 1000 });
  }
  const seconds = Math.round(Math.abs(ms) / 1000);
  return ms > 0 ? t("skewAhead", { seconds }) : t("skewBehind", { seconds });
}
