import { useTranslations } from "next-intl";
import type { Diagnosis } from "@/lib/fleet/fault-causes";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { FactCard, FactList } from "../fact-card";
import { useDiagnosisFacts } from "./diagnosis-facts";
import { ReportTime } from "./report-time";

interface FaultCardProps {
  fault: ConnectionReport["lastFault"];
  zone: string | null;
}

export function FaultCard({ fault, zone }: FaultCardProps) {
  const t = useTranslations("connection.fault");
  const diagnosisFacts = useDiagnosisFacts();
  if (!fault) {
    return (
      <FactCard title={t("title")} facts={[]}>
        <p className="text-ink-2">{t("none")}</p>
      </FactCard>
    );
  }
  return (
    <FactCard
      title={t(fault.diagnosis.kind === "refused" ? "refusal" : "title")}
      facts={[
        { name: t("at"), value: <ReportTime zone={zone} iso={fault.at} /> },
        ...(fault.action ? [{ name: t("action"), value: <code>{fault.action}</code> }] : []),
        ...diagnosisFacts(fault.diagnosis, fault.wasCommand),
      ]}
    />
  );
}

/** Why the test of just now was not answered as it should be. */
export function TestFault({ diagnosis }: { diagnosis: Diagnosis }) {
  const diagnosisFacts = useDiagnosisFacts();
  return (
    <section className="card bg-alert-tint">
      <FactList facts={diagnosisFacts(diagnosis)} />
    </section>
  );
}
