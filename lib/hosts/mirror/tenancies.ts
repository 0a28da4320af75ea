import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { type AuditAction, recordAudit } from "@/lib/operations/audit";

/**
 * Closes the tenancies of hosts that have a new owner or guid and opens the new ones. An owner or a guid that is not
 * told is no change, nor is a guid told for the first time, nor a number that staff gave the same customer (who had the
 * host by then: the old number may be another's since); a host that is gone keeps its last tenancy open, so that it finds
 * its history again when the master lost it for a while.
 */
export async function keepTenancies(tx: Transaction, vmIds: readonly string[]): Promise<void> {
  if (vmIds.length === 0) {
    return;
  }
  // An array, and not a subquery to join with: each host is found by the index, also before the table was analyzed.
  const ids = sql`array(select jsonb_array_elements_text(${JSON.stringify(vmIds)}::jsonb))`;
  const told = sql`h.vm_id = any(${ids}) and h.owner is not null and not h.doubled and h.gone_at is null`;
  // Asked once, first: all but always there is no such number, and a large fleet is not looked through for it.
  const anyMove = sql`exists (select 1 from owner_moves where holds_until > now())`;
  await tx.execute(sql`update tenancies t set owner = h.owner from hosts h, owner_moves m
    where ${anyMove} and t.vm_id = h.vm_id and t.until is null and ${told}
      and m.from_owner = t.owner and m.to_owner = h.owner and m.holds_until > now()
      and t.since <= m.at`);
  const handedOver = await tx.execute<Told>(sql`with closed as (
    update tenancies t set until = now() from hosts h
    where t.vm_id = h.vm_id and t.until is null and ${told}
      and (t.owner <> h.owner or (t.guid is not null and h.guid is not null and t.guid <> h.guid))
    returning t.vm_id, t.owner, t.protected_at is not null and t.owner <> h.owner as lost)
    select vm_id, owner from closed where lost`);
  await tell(tx, "host-unprotected", "hand-over", handedOver.rows);
  await tx.execute(sql`update tenancies t set guid = h.guid from hosts h
    where t.vm_id = h.vm_id and t.until is null and t.guid is null and h.guid is not null and ${told}`);
  // One that comes back to its owner is protected as they left it: for them it may have been away for one wrong reading alone.
  const handedBack = await tx.execute<Told>(sql`with opened as (
      select h.vm_id, h.guid, h.owner from hosts h where ${told}
        and not exists (select 1 from tenancies t where t.vm_id = h.vm_id and t.until is null)),
    before as (
      select distinct on (t.vm_id) t.vm_id, t.protected_at, t.id from tenancies t
        join opened o on o.vm_id = t.vm_id and o.owner = t.owner
      where t.retired_at is null order by t.vm_id, t.since desc),
    made as (
      insert into tenancies (vm_id, guid, owner, protected_at)
      select o.vm_id, o.guid, o.owner, b.protected_at from opened o left join before b on b.vm_id = o.vm_id
      order by o.vm_id on conflict do nothing
      returning vm_id, owner, protected_at)
    select m.vm_id, m.owner from made m join before b on b.vm_id = m.vm_id
    where m.protected_at is not null and exists (
      select 1 from tenancies t, tenancies own
      where own.id = b.id and t.vm_id = own.vm_id and t.owner <> own.owner and t.since >= own.until)`);
  await tell(tx, "host-protected", "hand-back", handedBack.rows);
}

/** A host and its owner. */
type Told = Record<"vm_id" | "owner", string>;

/** Nobody pressed a key for it. */
const ITSELF = { accountId: null, displayName: "RStack Panel", role: "system", view: null };

async function tell(tx: Transaction, action: AuditAction, by: "hand-over" | "hand-back", hosts: Told[]) {
  for (const { vm_id: vmId, owner: userId } of hosts) {
    await recordAudit(ITSELF, { action, outcome: "done", userId, vmId, detail: { by } }, tx);
  }
}

/** The current tenancy of a host, null where nobody ever had it. */
export async function currentTenancy(
  db: Database | Transaction,
  vmId: string,
): Promise<{ id: string; owner: string } | null> {
  const [row] = await db
    .select({ id: tenancies.id, owner: tenancies.owner })
    .from(tenancies)
    .where(and(eq(tenancies.vmId, vmId), isNull(tenancies.until)));
  return row ?? null;
}

/**
 * For staff at a host that nobody owns: what they do hangs on a tenancy of nobody. Its owner is the empty text, which
 * is no userid, so no customer can ever match it.
 */
export async function tenancyOfNobody(vmId: string, guid: string | null): Promise<string> {
  await database().insert(tenancies).values({ vmId, guid, owner: "" }).onConflictDoNothing();
  const current = await currentTenancy(database(), vmId);
  if (!current) {
    throw new Error("no tenancy after one was opened");
  }
  return current.id;
}
