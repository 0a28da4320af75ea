import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";

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
  await tx.execute(sql`update tenancies t set until = now() from hosts h
    where t.vm_id = h.vm_id and t.until is null and ${told}
      and (t.owner <> h.owner or (t.guid is not null and h.guid is not null and t.guid <> h.guid))`);
  await tx.execute(sql`update tenancies t set guid = h.guid from hosts h
    where t.vm_id = h.vm_id and t.until is null and t.guid is null and h.guid is not null and ${told}`);
  await tx.execute(sql`insert into tenancies (vm_id, guid, owner)
    select h.vm_id, h.guid, h.owner from hosts h where ${told}
      and not exists (select 1 from tenancies t where t.vm_id = h.vm_id and t.until is null)
    order by h.vm_id on conflict do nothing`);
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
