import "server-only";
import { and, eq, gt, inArray, isNull, ne, or } from "drizzle-orm";
import type { Transaction } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { noteSighting } from "@/lib/notifications/sightings";
import { POWER_KINDS, rulesOf } from "@/lib/operations/command-rules";
import type { HostState } from "@/lib/operations/host-states";
import { currentTenancy } from "../mirror/tenancies";

/**
 * Whether a host runs, where its state says so for certain: RStack turns off what it suspends, and stops what is out of traffic.
 * A host that is locked may run or not, one that is set up will, and a word that nobody knows says nothing (docs/rstack.md).
 */
const RUNS: Record<HostState, boolean | null> = {
  running: true,
  "over-traffic": true,
  off: false,
  paused: false,
  saved: false,
  suspended: false,
  "out-of-traffic": false,
  "setup-failed": false,
  locked: null,
  "setting-up": null,
  unknown: null,
};
export const runsIn = (state: HostState): boolean | null => RUNS[state];

/** An operation shows in the state a while after it ended, and one that isn't confirmed may still have its effect. */
const AFTERMATH_MS = 10 * 60_000;
/** All that can leave a host running or off. */
const POWERFUL = [...new Set(POWER_KINDS.flatMap((kind) => rulesOf(kind).sameEffect))];

interface Move {
  vmId: string;
  /** Whether it ran at the last look that told; null: none did. */
  ran: boolean | null;
  runs: boolean | null;
  /** When that last look was. */
  lastAt: Date | null;
  at: Date;
}

/** Tells the host's customer that it went down or came up, unless the panel had a hand in it. */
export async function tellMove({ vmId, ran, runs, lastAt, at }: Move, tx: Transaction): Promise<void> {
  if (ran === null || runs === null || ran === runs || lastAt === null) {
    return;
  }
  if (await isExplained(vmId, lastAt, tx)) {
    return;
  }
  const kind = runs ? "host-up" : "host-down";
  const tenancy = await currentTenancy(tx, vmId);
  if (tenancy) {
    const key = `${kind} ${tenancy.id} ${at.toISOString()}`;
    await noteSighting({ tenancyId: tenancy.id, seenAt: at }, { kind, key, data: {} }, tx);
  }
}

/** An operation that could have done it goes, or went since shortly before the last look. */
async function isExplained(vmId: string, lastAt: Date, tx: Transaction): Promise<boolean> {
  const [one] = await tx
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.vmId, vmId),
        inArray(operations.kind, POWERFUL),
        ne(operations.outcome, "not-sent"),
        or(isNull(operations.endedAt), gt(operations.endedAt, new Date(lastAt.getTime() - AFTERMATH_MS))),
      ),
    )
    .limit(1);
  return one !== undefined;
}
