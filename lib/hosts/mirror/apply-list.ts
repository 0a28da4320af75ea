import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import type { UserId, VmId } from "@/lib/rstack/ids";
import type { HostRow } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { markDoubled } from "./hide-rows";
import { askEach, askForMissing, markMissing } from "./missing-rows";
import { tellAll } from "./tell";
import { writeRows } from "./write-rows";

/** Small enough that the event loop is never held for long, and no transaction is long either. */
const CHUNK = 125;
/** Rows that are looked at between two turns of the event loop. */
const AT_A_GLANCE = 2_000;
/** How many hosts of each kind one sync may ask for by id; the rest follows in the background. */
const QUESTIONS = 200;

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Sorted {
  single: readonly HostRow[];
  doubled: VmId[];
}

/** Separates the rows with a unique id from the ids that are listed several times. */
async function sortRows(rows: readonly HostRow[]): Promise<Sorted> {
  const seen = new Set<VmId>();
  const doubled = new Set<VmId>();
  await glance(rows, (row) => void (seen.has(row.vmId) ? doubled.add(row.vmId) : seen.add(row.vmId)));
  if (doubled.size === 0) {
    return { single: rows, doubled: [] };
  }
  const single: HostRow[] = [];
  await glance(rows, (row) => void (doubled.has(row.vmId) || single.push(row)));
  return { single, doubled: [...doubled] };
}

async function glance(rows: readonly HostRow[], at: (row: HostRow) => void): Promise<void> {
  for (let i = 0; i < rows.length; i += AT_A_GLANCE) {
    rows.slice(i, i + AT_A_GLANCE).forEach(at);
    await breathe();
  }
}

async function writeAll({ single, doubled }: Sorted, asOf: Date): Promise<void> {
  for (let i = 0; i < single.length; i += CHUNK) {
    const chunk = single.slice(i, i + CHUNK);
    await database().transaction(async (tx) => tellAll(tx, await writeRows(tx, chunk, asOf)));
    await breathe();
  }
  for (let i = 0; i < doubled.length; i += CHUNK) {
    const chunk = doubled.slice(i, i + CHUNK);
    await database().transaction(async (tx) => tellAll(tx, await markDoubled(tx, chunk, asOf)));
  }
}

/**
 * One customer's list: rows of others only where they have an id of the customer's own. A host that the mirror has under
 * another owner is asked for by id: two rows with one id and two owners would otherwise hand it to and fro with every
 * sync. A fault where one of these questions stayed open: then the mirror is not in step, and nothing may pass for
 * confirmed.
 */
export async function applyOwnerList(
  owner: UserId,
  rows: readonly HostRow[],
  asOf: Date,
  hasContent: boolean,
): Promise<Fault | null> {
  const sorted = await sortRows(rows);
  const ids = JSON.stringify(sorted.single.map((row) => row.vmId));
  const others = await database().execute<{ vm_id: string }>(sql`select vm_id from hosts
    where vm_id in (select jsonb_array_elements_text(${ids}::jsonb))
      and (doubled or (gone_at is null and owner is not null and owner <> ${owner}))`);
  const doubtful = new Set(others.rows.map((row) => row.vm_id));
  await writeAll({ ...sorted, single: sorted.single.filter((row) => !doubtful.has(row.vmId)) }, asOf);
  const fault = await askEach([...doubtful].slice(0, QUESTIONS));
  await markMissing(rows, owner, asOf, hasContent ? "content" : "empty-body");
  return fault ?? askForMissing(owner, QUESTIONS);
}

/** The whole fleet's list. Returns how many ids stood in it more than once. */
export async function applyFleetList(
  rows: readonly HostRow[],
  asOf: Date,
  evidence: Parameters<typeof markMissing>[3] = "content",
): Promise<number> {
  const sorted = await sortRows(rows);
  await writeAll(sorted, asOf);
  await markMissing(rows, null, asOf, evidence);
  await askForMissing(null, QUESTIONS);
  return sorted.doubled.length;
}
