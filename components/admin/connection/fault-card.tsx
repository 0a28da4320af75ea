import { useTranslations } from "next-intl";
import type { Diagnosis } from "@/lib/fleet/fault-causes";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { FactCard, FactList } from "../fact-card";
import { HostLink } from "../host-link";
import { useDiagnosisFacts } from "./diagnosis-facts";
import { ReportTime } from "./report-time";

interface FaultCardProps {
  report: ConnectionReport;
  zone: string | null;
}

/** Where what RStack refused is told. */
export const LAST_FAULT = "last-fault";

export function FaultCard({ report: { lastFault: fault, test }, zone }: FaultCardProps) {
  const t = useTranslations("connection.fault");
  const diagnosisFacts = useDiagnosisFacts();
  if (!fault) {
    // A test that fails is told above, before it is written down here.
    return !test.ok ? null : (
      <FactCard title={t("title")} facts={[]}>
        <p className="text-ink-2">{t("none")}</p>
      </FactCard>
    );
  }
  return (
    <FactCard
      id={LAST_FAULT}
      title={t(fault.diagnosis.kind === "refused" ? "refusal" : "title")}
      facts={[
        { name: t("at"), value: <ReportTime zone={zone} iso={fault.at} /> },
        ...(fault.action ? [{ name: t("action"), value: <code>{fault.action}</code> }] : []),
        ...(fault.host ? [{ name: t("host"), value: <HostLink {...fault.host} /> }] : []),
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
