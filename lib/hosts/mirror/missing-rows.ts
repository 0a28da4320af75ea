import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { master } from "@/lib/master";
import { parseVmId, type UserId, type VmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { APART_MS, ENOUGH_ABSENCES, markGone } from "./hide-rows";
import { readOne } from "./read-one";
import { withScope } from "./scopes";

// When a host leaves the mirror. An empty body is how the master says "no rows", and what a broken proxy sends: it
// takes nobody's host away. A host leaves
// - when answers with content lack it: one list that lacks little, else two readings;
// - when `vm_state` and `vm_exinfo` both refuse its id while another call is answered, twice, a minute apart. That is
//   how a customer's last host leaves on a master that answers with an empty body where there is no host.
// Before it leaves it is always asked for by id, and stays when the master shows it.

const BACKGROUND: CallOptions = { priority: "mirror" };
/** A list that lacks more than this part of what it held ten minutes ago needs a second reading. */
const SMALL_PART = 0.2;
const SHRINK_WINDOW_MS = 10 * 60_000;
/** How long after the first refusal by id the second one counts. */
const REFUSALS_APART_MS = 60_000;
/** A host whose absence isn't proven yet is asked for again after this. */
const ASK_AGAIN_MS = 20_000;

const inScope = (owner: UserId | null) => (owner === null ? sql`` : sql`and owner = ${owner}`);
const ago = (ms: number) => sql`${new Date(Date.now() - ms).toISOString()}::timestamptz`;

/**
 * Notes which hosts of the mirror a list lacks: from here on no list confirms them, until the master shows them again.
 * `asOf`: when the list was asked for. `evidence`: an empty body counts for nothing, content once or twice, and a list
 * that staff accepted for all that it says.
 */
export async function markMissing(
  ids: readonly VmId[],
  owner: UserId | null,
  asOf: Date,
  evidence: "empty-body" | "content" | "accepted",
): Promise<void> {
  const at = sql`${asOf.toISOString()}::timestamptz`;
  const listed = sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
  // `not in`, which is looked up in a hash however little the database knows of its tables.
  const lacked = sql`gone_at is null and seen_at <= ${at} ${inScope(owner)} and vm_id not in ${listed}`;
  if (evidence === "empty-body") {
    await database().execute(
      sql`update hosts set missing_since = ${at} where missing_since is null and ${lacked}`,
    );
    return;
  }
  const isPlain = evidence === "accepted" || (await lacksLittle(lacked, owner));
  const counts = sql`(absent_at is null or absent_at <= ${at} - ${APART_MS} * interval '1 millisecond')`;
  await database().execute(sql`update hosts set missing_since = coalesce(missing_since, ${at}),
    absences = ${isPlain ? sql`${ENOUGH_ABSENCES}` : sql`absences + case when ${counts} then 1 else 0 end`},
    absent_at = case when ${counts} then ${at} else absent_at end
    where ${lacked}`);
}

/** Whether what a list lacks, and what left its scope within the last ten minutes, is a small part of it. */
async function lacksLittle(lacked: ReturnType<typeof sql>, owner: UserId | null): Promise<boolean> {
  const found = await database().execute<{ lost: number; held: number }>(sql`select
    (count(*) filter (where gone_at is not null or (${lacked})))::int as lost, count(*)::int as held
    from hosts where (gone_at is null or gone_at > ${ago(SHRINK_WINDOW_MS)}) ${inScope(owner)}`);
  const { lost, held } = found.rows[0] ?? { lost: 0, held: 0 };
  return lost <= held * SMALL_PART;
}

/** Enough evidence, not asked for yet, or asked for long enough ago. */
const isDue = () => sql`missing_since is not null and gone_at is null and (absences >= ${ENOUGH_ABSENCES}
  or missing_asked_at is null or missing_asked_at <= ${ago(ASK_AGAIN_MS)})`;

/**
 * Asks for so many of the missing hosts by id, the longest not asked for first, and takes those out whose absence is
 * proven. Stops at the first question without an answer, and where the master shows that its lists can't be trusted.
 */
export async function askForMissing(owner: UserId | null, questions: number): Promise<Fault | null> {
  const missing = await database().execute<{ vm_id: string }>(sql`select vm_id from hosts
    where ${isDue()} ${inScope(owner)} order by missing_asked_at nulls first, random() limit ${questions}`);
  for (const { vm_id } of missing.rows) {
    const vmId = parseVmId(vm_id);
    const fault = vmId && (await askForOne(vmId));
    if (fault) {
      return fault;
    }
  }
  return null;
}

async function askForOne(vmId: VmId): Promise<Fault | null> {
  const asOf = new Date();
  await database().update(hosts).set({ missingAskedAt: asOf }).where(eq(hosts.vmId, vmId));
  const fault = await askEach([vmId]);
  const [row] = await database().select().from(hosts).where(eq(hosts.vmId, vmId));
  if (fault || !row || row.missingSince === null || row.goneAt !== null) {
    return fault;
  }
  if (row.absences >= ENOUGH_ABSENCES) {
    await markGone(vmId, asOf);
    return null;
  }
  const refused = await isRefusedById(vmId, BACKGROUND);
  if (refused !== true) {
    await database().update(hosts).set({ refusedAt: null }).where(eq(hosts.vmId, vmId));
    return refused === false ? { kind: "protocol", cause: "empty", detail: "" } : refused;
  }
  if (row.refusedAt === null) {
    await database().update(hosts).set({ refusedAt: asOf }).where(eq(hosts.vmId, vmId));
  } else if (asOf.getTime() - row.refusedAt.getTime() >= REFUSALS_APART_MS) {
    await markGone(vmId, asOf);
  }
  return null;
}

/** Whether `vm_state` and `vm_exinfo` both refuse this id while `test` is answered. A fault where one got no answer. */
export async function isRefusedById(vmId: VmId, options: CallOptions): Promise<boolean | Fault> {
  for (const ask of [master().readState, master().readAddresses]) {
    const answer = await ask(vmId, options);
    if (answer.ok) {
      return false;
    }
    if (answer.fault.kind !== "refused") {
      return answer.fault;
    }
  }
  const other = await master().test(options);
  return other.ok || other.fault;
}

/** Stops at the first question that gets no answer, and returns why. A refusal is one: some masters know no empty list. */
export async function askEach(vmIds: readonly string[]): Promise<Fault | null> {
  for (const text of vmIds) {
    const vmId = parseVmId(text);
    const read = vmId && (await readOne(vmId, BACKGROUND));
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
  const some = await database().execute(
    sql`select 1 from hosts where ${isDue()} and missing_since < ${ago(AFTER_MS)} limit 1`,
  );
  return some.rows.length > 0;
}

/** Goes on where a sync left hosts whose absence isn't proven. One instance at a time. */
export async function askOnForMissing(): Promise<void> {
  await withScope<null>("missing", REST_AFTER_FAULT_MS, async () => {
    const fault = await askForMissing(null, AT_A_TIME);
    return { result: null, end: fault ? "fault" : { set: {}, restMs: 0 } };
  });
}
