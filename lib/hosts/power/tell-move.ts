import "server-only";
import { and, eq, gt, inArray, isNull, ne, or } from "drizzle-orm";
import type { Transaction } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { recordNotification } from "@/lib/notifications/record";
import { POWER_KINDS, rulesOf } from "@/lib/operations/command-rules";
import type { HostState } from "@/lib/operations/host-states";
import { currentTenancy } from "../mirror/tenancies";

const UP: ReadonlySet<HostState> = new Set<HostState>(["running", "over-traffic"]);
const DOWN: ReadonlySet<HostState> = new Set<HostState>(["off", "paused", "saved"]);
/** An operation shows in the state a while after it ended, and one that isn't confirmed may still have its effect. */
const AFTERMATH_MS = 10 * 60_000;
/** All that can leave a host running or off. */
const POWERFUL = [...new Set(POWER_KINDS.flatMap((kind) => rulesOf(kind).sameEffect))];

interface Move {
  vmId: string;
  from: HostState;
  to: HostState;
  /** When the state before was read; null: it never was. */
  lastAt: Date | null;
  at: Date;
}

/** Tells the host's customer that it went down or came up, unless the panel had a hand in it. */
export async function tellMove(move: Move, tx: Transaction): Promise<void> {
  const { vmId, lastAt, at } = move;
  const kind = kindOf(move);
  if (kind === null || lastAt === null || (await isExplained(vmId, lastAt, tx))) {
    return;
  }
  const tenancy = await currentTenancy(tx, vmId);
  if (tenancy) {
    const key = `${kind} ${tenancy.id} ${at.toISOString()}`;
    await recordNotification({ tenancyId: tenancy.id }, { kind, key, data: {} }, tx);
  }
}

function kindOf({ from, to }: Move): "host-down" | "host-up" | null {
  if (UP.has(from) && DOWN.has(to)) {
    return "host-down";
  }
  return DOWN.has(from) && UP.has(to) ? "host-up" : null;
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
