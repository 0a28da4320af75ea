import { z } from "zod";

/** How long a limit may last, in hours. */
export const LIMIT_HOURS = ["1", "6", "24", "72", "168"] as const;

/** What a limit of staff keeps in the ledger. `before`: the figure that its end restores. Percent; `until` is ISO 8601. */
export const KeptLimit = z.object({
  changes: z.object({ cpuLimitPercent: z.number() }),
  reason: z.string(),
  until: z.string(),
  before: z.number(),
});

/** As the customer reads it. `until`: ISO 8601. */
export interface CpuLimit {
  percent: number;
  reason: string;
  until: string;
}

/** Null where `params` are no limit's. */
export function cpuLimitOf(params: unknown): CpuLimit | null {
  const kept = KeptLimit.safeParse(params);
  return kept.success
    ? { percent: kept.data.changes.cpuLimitPercent, reason: kept.data.reason, until: kept.data.until }
    : null;
}
