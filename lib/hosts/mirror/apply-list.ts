import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import type { Rows } from "@/lib/rstack/bulk/packed-rows";
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
const AT_A_GLANCE = 500;
/** How many hosts of each kind one sync may ask for by id; the rest follows in the background. */
const QUESTIONS = 200;

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Listed {
  /** In the list's order; those that are listed several times as often. */
  ids: VmId[];
  doubled: ReadonlySet<VmId>;
}

async function idsOf(rows: Rows<HostRow>): Promise<Listed> {
  const ids: VmId[] = [];
  const seen = new Set<VmId>();
  const doubled = new Set<VmId>();
  for (const { vmId } of rows) {
    ids.push(vmId);
    (seen.has(vmId) ? doubled : seen).add(vmId);
    if (ids.length % AT_A_GLANCE === 0) {
      await breathe();
    }
  }
  return { ids, doubled };
}

/** All but those with these ids, some at a time. */
function* inChunks(rows: Rows<HostRow>, but: ReadonlySet<VmId>): Generator<HostRow[]> {
  let chunk: HostRow[] = [];
  for (const row of rows) {
    if (!but.has(row.vmId)) {
      chunk.push(row);
    }
    if (chunk.length === CHUNK) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}

async function writeSingle(rows: Rows<HostRow>, but: ReadonlySet<VmId>, asOf: Date): Promise<void> {
  for (const chunk of inChunks(rows, but)) {
    await database().transaction(async (tx) => tellAll(tx, await writeRows(tx, chunk, asOf)));
    await breathe();
  }
}

async function hideDoubled(doubled: ReadonlySet<VmId>, asOf: Date): Promise<void> {
  const ids = [...doubled];
  for (let i = 0; i < ids.length; i += CHUNK) {
    const chunk = ids.slice(i, i + CHUNK);
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
  const { ids, doubled } = await idsOf(rows);
  const single = JSON.stringify(ids.filter((id) => !doubled.has(id)));
  const others = await database().execute<{ vm_id: VmId }>(sql`select vm_id from hosts
    where vm_id in (select jsonb_array_elements_text(${single}::jsonb))
      and (doubled or (gone_at is null and owner is not null and owner <> ${owner}))`);
  const doubtful = others.rows.map((row) => row.vm_id);
  await writeSingle(rows, new Set([...doubled, ...doubtful]), asOf);
  await hideDoubled(doubled, asOf);
  const fault = await askEach(doubtful.slice(0, QUESTIONS));
  await markMissing(ids, owner, asOf, hasContent ? "content" : "empty-body");
  return fault ?? askForMissing(owner, QUESTIONS);
}

/** The whole fleet's list. Returns how many ids stood in it more than once. */
export async function applyFleetList(
  rows: Rows<HostRow>,
  asOf: Date,
  evidence: Parameters<typeof markMissing>[3] = "content",
): Promise<number> {
  const { ids, doubled } = await idsOf(rows);
  await writeSingle(rows, doubled, asOf);
  await hideDoubled(doubled, asOf);
  await markMissing(ids, null, asOf, evidence);
  await askForMissing(null, QUESTIONS);
  return doubled.size;
}
