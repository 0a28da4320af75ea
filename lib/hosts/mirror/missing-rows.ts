import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { parseVmId, type UserId } from "@/lib/rstack/ids";
import type { HostRow } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { readOne } from "./read-one";
import { withScope } from "./scopes";

const whose = (owner: UserId | null) => (owner === null ? sql`` : sql`and owner = ${owner}`);

/** Hosts that the mirror has and the list doesn't: from here on no list confirms them, until each was asked for by id. */
export async function markMissing(rows: readonly HostRow[], owner: UserId | null, asOf: Date): Promise<void> {
  const listed = JSON.stringify(rows.map((row) => row.vmId));
  // `not in`, which is looked up in a hash however little the database knows of its tables.
  await database().execute(sql`update hosts set missing_since = ${asOf.toISOString()}
    where gone_at is null and missing_since is null and seen_at <= ${asOf.toISOString()} ${whose(owner)}
      and vm_id not in (select jsonb_array_elements_text(${listed}::jsonb))`);
}

/** Asks for so many of them by id, in no order: one that gets no answer must not stand before all others. A fault where one did. */
export async function askForMissing(owner: UserId | null, questions: number): Promise<Fault | null> {
  const missing = await database().execute<{ vm_id: string }>(sql`select vm_id from hosts
    where missing_since is not null and gone_at is null ${whose(owner)} order by random() limit ${questions}`);
  return askEach(missing.rows.map((row) => row.vm_id));
}

/** Stops at the first question that gets no answer, and returns why. A refusal is one: some masters know no empty list. */
export async function askEach(vmIds: readonly string[]): Promise<Fault | null> {
  for (const text of vmIds) {
    const vmId = parseVmId(text);
    const read = vmId && (await readOne(vmId, { priority: "mirror" }));
    if (read?.found === "fault" && read.fault.kind !== "refused") {
      return read.fault;
    }
  }
  return null;
}

const AT_A_TIME = 50;
const REST_AFTER_FAULT_MS = 15_000;
/** So long a sync that found them may ask itself. */
const AFTER_MS = 5_000;

export async function anyMissing(): Promise<boolean> {
  const some =
    await database().execute(sql`select 1 from hosts where missing_since is not null and gone_at is null
    and missing_since < now() - ${AFTER_MS} * interval '1 millisecond' limit 1`);
  return some.rows.length > 0;
}

/** Goes on where a sync found more rows missing than it may ask for itself. One instance at a time. */
export async function askOnForMissing(): Promise<void> {
  await withScope<null>("missing", REST_AFTER_FAULT_MS, async () => {
    const fault = await askForMissing(null, AT_A_TIME);
    return { result: null, end: fault ? "fault" : { set: {}, restMs: 0 } };
  });
}
