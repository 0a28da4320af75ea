import "server-only";
import { and, inArray, notInArray, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { shownOperations as operations, orders } from "@/lib/db/token-schema";
import { CONSOLE_KINDS, OPERATION_KINDS, rulesOf } from "@/lib/operations/command-rules";
import { ORDER_KIND } from "@/lib/operations/operation-view";
import { perProcess } from "@/lib/per-process";
import {
  entryOf,
  type LedgerEntry,
  type LedgerRow,
  ledgerRows,
  orderRows,
  outcomeOf,
} from "./read-fleet-ledger";

export interface RefusedOften {
  vmId: string;
  hostName: string | null;
  kind: string;
}

/** What staff should look at first, of the ledger. Each list newest first, and short. */
export interface Attention {
  /** What goes on now, and how much of it in all. */
  going: { entries: LedgerEntry[]; count: number };
  /** Open for longer than such a thing takes. */
  stuck: LedgerEntry[];
  /** No answer came, and reading back has not told anything for long. */
  checking: LedgerEntry[];
  /** Ended badly, or nobody knows how, in the last day. */
  ended: LedgerEntry[];
  /** Of one host, the same thing, several times in the last day. */
  refusedOften: RefusedOften[];
}

const CHECKING_LONG_MS = 120_000;
const SHOWN = 20;
/** More can't all be stuck: then the master is, and the page says so. */
const GOING_READ = 500;
const OFTEN = 3;

const GOING = ["open", "checking"] as const;

const readInProgress = () =>
  together(
    ledgerRows(
      and(inArray(operations.outcome, [...GOING]), notInArray(operations.kind, [...CONSOLE_KINDS])),
      GOING_READ,
    ),
    orderRows(inArray(orders.outcome, [...GOING]), GOING_READ),
  );

const startOf = (one: LedgerRow): Date => ("row" in one ? one.row : one.order).startedAt;

/** Newest first. */
const together = async (...lists: Promise<LedgerRow[]>[]): Promise<LedgerRow[]> =>
  (await Promise.all(lists)).flat().sort((a, b) => startOf(b).getTime() - startOf(a).getTime());

/** What goes on now, newest first, and which of it (by id) takes longer than such a thing does. Consoles aside. */
export async function inProgressEntries(
  viewer: Pick<Viewer, "accountId" | "role">,
): Promise<{ entries: LedgerEntry[]; stuck: ReadonlySet<string> }> {
  const [rows, isStuck] = await Promise.all([readInProgress(), stuckNow()]);
  return {
    entries: rows.map((row) => entryOf(row, viewer)),
    stuck: new Set(rows.filter(isStuck).map((one) => ("row" in one ? one.row : one.order).id)),
  };
}

async function stuckNow(): Promise<(row: LedgerRow) => boolean> {
  const after = await stuckAfter();
  const now = Date.now();
  return (one) =>
    outcomeOf(one) === "open" &&
    !("row" in one && one.row.waits) &&
    now - startOf(one).getTime() > after("row" in one ? one.row.kind : ORDER_KIND);
}

export async function ledgerAttention(viewer: Pick<Viewer, "accountId" | "role">): Promise<Attention> {
  const [inProgress, ended, often, isStuck] = await Promise.all([
    readInProgress(),
    ledgerRows(
      and(
        inArray(operations.outcome, ["failed", "unconfirmed"]),
        sql`${operations.startedAt} > now() - interval '1 day'`,
      ),
      SHOWN,
    ),
    refusedOften(),
    stuckNow(),
  ]);
  const now = Date.now();
  const longMs = Math.min(CHECKING_LONG_MS, config().operations.notReactingMs);
  const isLongChecked = (one: LedgerRow) =>
    outcomeOf(one) === "checking" &&
    now - (("row" in one && one.row.checkedAt) || startOf(one)).getTime() > longMs;
  const shown = (rows: LedgerRow[]) => rows.slice(0, SHOWN).map((row) => entryOf(row, viewer));
  return {
    going: { entries: shown(inProgress), count: inProgress.length },
    stuck: shown(inProgress.filter(isStuck)),
    checking: shown(inProgress.filter(isLongChecked)),
    ended: shown(ended),
    refusedOften: often,
  };
}

async function refusedOften(): Promise<RefusedOften[]> {
  const found = await database().execute<{ vm_id: string; name: string | null; kind: string }>(sql`
    select o.vm_id, max(h.name) as name, o.kind from operations o left join hosts h on h.vm_id = o.vm_id
    where o.outcome = 'refused' and o.started_at > now() - interval '1 day'
    group by o.vm_id, o.kind having count(*) >= ${OFTEN} order by count(*) desc, o.vm_id limit ${SHOWN}`);
  return found.rows.map(({ vm_id, name, kind }) => ({ vmId: vm_id, hostName: name, kind }));
}

/** Fewer say nothing of how long a kind takes. */
const ENOUGH = 5;
/** It reads a month of the ledger, and hardly changes. */
const KEPT_MS = 60_000;
const SLOW_KINDS: readonly string[] = OPERATION_KINDS.filter((kind) => rulesOf(kind).isSlow);

/**
 * From when on an operation counts as stuck, in milliseconds, for a kind: twice what nine of ten took that were done in
 * the last 30 days, but never sooner than the panel itself says that a host doesn't react.
 */
export async function stuckAfter(): Promise<(kind: string) => number> {
  const { notReactingMs, reinstallStuckMs } = config().operations;
  const byKind = await usualTimes();
  return (kind) =>
    Math.max(notReactingMs, byKind.get(kind) ?? (SLOW_KINDS.includes(kind) ? reinstallStuckMs : 0));
}

type Times = ReadonlyMap<string, number>;
const kept = perProcess<{ at: number; times: Promise<Times> | null }>("usual times", () => ({
  at: 0,
  times: null,
}));

/** As it was up to a minute ago; who comes while it is asked for waits for the same answer. */
function usualTimes(): Promise<Times> {
  const now = Date.now();
  if (kept.times && now - kept.at < KEPT_MS) {
    return kept.times;
  }
  const times = readUsualTimes();
  Object.assign(kept, { at: now, times });
  times.catch(() => {
    if (kept.times === times) {
      kept.times = null;
    }
  });
  return times;
}

async function readUsualTimes(): Promise<Times> {
  const usual = await database().execute<{ kind: string; ms: string }>(sql`select kind,
      2000 * percentile_cont(0.9) within group (order by extract(epoch from ended_at - started_at)) as ms
    from operations where outcome = 'done' and started_at > now() - interval '30 days' and ended_at is not null
    group by kind having count(*) >= ${ENOUGH}`);
  return new Map(usual.rows.map(({ kind, ms }) => [kind, Number(ms)]));
}
