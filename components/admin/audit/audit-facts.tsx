import { OwnTime } from "@/components/account/own-time";
import { useAuditField, useAuditValue } from "./audit-words";

interface AuditFactsProps {
  /** JSON, as it was sent. */
  detail: string;
  /** Stands there already. */
  subject: string | null;
  zone: string | null;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What an entry tells beside its subject: a name and a value each. */
export function AuditFacts({ detail, subject, zone }: AuditFactsProps) {
  const named = useAuditField();
  const worded = useAuditValue();
  return factsOf(JSON.parse(detail))
    .filter(([, value]) => value !== "" && value !== subject)
    .map(([name, value]) => (
      <small key={name}>
        {named(name)} {MOMENT.test(value) ? <OwnTime iso={value} zone={zone} /> : worded(name, value)}
      </small>
    ));
}

/** Changes stand among the rest: what they are of has a name of its own. */
function factsOf(told: unknown): [string, string][] {
  const entries = typeof told === "object" && told !== null ? Object.entries(told) : [];
  return entries.flatMap(([name, value]): [string, string][] => {
    if (name === "changes") {
      return factsOf(value);
    }
    if (value === null || value === undefined) {
      return [];
    }
    return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)]];
  });
}
