import { OwnTime } from "@/components/account/own-time";
import type { NamedFact } from "@/components/ui/page/facts";
import type { AuditEntry } from "@/lib/fleet/audit/read-audit";
import { STAFF_BATCH_KINDS } from "@/lib/operations/batch-kinds";
import { useAuditField, useAuditValue } from "./audit-words";

/** What the action's own words say. */
const isSaid = (action: string, name: string) =>
  name === "subjectAt" || (name === "status" && STAFF_BATCH_KINDS.some((kind) => kind === action));

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What an entry tells beside its subject: a name and a value each. */
export function useAuditFacts(
  zone: string | null,
): (entry: Pick<AuditEntry, "action" | "detail" | "subject">) => NamedFact[] {
  const named = useAuditField();
  const worded = useAuditValue();
  return ({ action, detail, subject }) =>
    factsOf(detail === null ? null : JSON.parse(detail))
      .filter(([name, value]) => value !== "" && value !== subject && !isSaid(action, name))
      .sort(([one], [other]) => placeOf(one) - placeOf(other))
      .map(([name, value]) => [
        named(isCause(name, value) ? "cause" : name),
        MOMENT.test(value) ? <OwnTime key={name} iso={value} zone={zone} /> : worded(name, value),
      ]);
}

/** As the form has them: the database keeps facts by the length of their names. Any others stand before these. */
const IN_ORDER = [
  ...["support", "order", "pay"],
  ...[0, 1, 2, 3].flatMap((at) => [`en${at}`, `zh${at}`, `href${at}`]),
  ...["textEn", "textZh", "tone", "from", "until", "zone"],
];
const placeOf = (name: string): number => IN_ORDER.indexOf(name);

/** Of a host's protection `by` tells why it changed, of everything else how it was done. */
const isCause = (name: string, value: string): boolean => name === "by" && value.startsWith("hand-");

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
