import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { publish } from "@/lib/db/notify";
import { hosts, tenancies } from "@/lib/db/schema";
import type { UserId } from "@/lib/rstack/ids";
import type { OwnedHost } from "../owned-host";
import { type HostLabel, type KeptLabel, NO_LABEL } from "./label-text";
import { MOST_TAGS } from "./tags";

/** Of this tenancy alone: whoever had the host before, or has it next, has labels of their own. */
export async function labelOf(tenancyId: string): Promise<KeptLabel> {
  const [label] = await database()
    .select({ name: hostLabels.name, note: hostLabels.note, tags: hostLabels.tags })
    .from(hostLabels)
    .where(eq(hostLabels.tenancyId, tenancyId));
  return label ?? NO_LABEL;
}

/** Nulls remove; tags stay. Every page that shows the host hears of it. */
export async function saveLabel(owned: OwnedHost, { name, note }: HostLabel): Promise<void> {
  await database().transaction(async (tx) => {
    await tx
      .insert(hostLabels)
      .values({ tenancyId: owned.tenancyId, name, note })
      .onConflictDoUpdate({ target: hostLabels.tenancyId, set: { name, note, changedAt: sql`now()` } });
    await dropEmpty(tx, [owned.tenancyId]);
    await publish(tx, { type: "host", vmId: owned.vmId });
  });
}

const dropEmpty = (tx: Transaction, tenancyIds: string[]) =>
  tx
    .delete(hostLabels)
    .where(
      and(
        inArray(hostLabels.tenancyId, tenancyIds),
        isNull(hostLabels.name),
        isNull(hostLabels.note),
        eq(hostLabels.tags, []),
      ),
    );

/**
 * Puts a tag on all of these hosts that are the customer's, or takes it off; others are left alone. `none`: none of them is
 * theirs. `full`: those that have as many tags as there may be; it is on all others.
 */
export async function tagHosts(
  owner: UserId,
  vmIds: readonly string[],
  { tag, on }: { tag: string; on: boolean },
): Promise<"done" | "none" | { full: string[] }> {
  return database().transaction(async (tx) => {
    const own = await tx
      .select({ id: tenancies.id, vmId: tenancies.vmId })
      .from(tenancies)
      .innerJoin(hosts, and(eq(hosts.vmId, tenancies.vmId), eq(hosts.owner, tenancies.owner)))
      .where(
        and(
          inArray(tenancies.vmId, [...vmIds]),
          eq(tenancies.owner, owner),
          isNull(tenancies.until),
          eq(hosts.doubled, false),
          isNull(hosts.goneAt),
        ),
      );
    const ids = own.map(({ id }) => id);
    if (ids.length === 0) {
      return "none";
    }
    const has = sql`${hostLabels.tags} @> array[${tag}]::text[]`;
    const ofRow = { id: hostLabels.tenancyId };
    const changed = on
      ? await tx
          .insert(hostLabels)
          .values(ids.map((tenancyId) => ({ tenancyId, tags: [tag] })))
          .onConflictDoUpdate({
            target: hostLabels.tenancyId,
            set: { tags: sql`${hostLabels.tags} || array[${tag}]::text[]`, changedAt: sql`now()` },
            setWhere: sql`not ${has} and cardinality(${hostLabels.tags}) < ${MOST_TAGS}`,
          })
          .returning(ofRow)
      : await tx
          .update(hostLabels)
          .set({ tags: sql`array_remove(${hostLabels.tags}, ${tag}::text)`, changedAt: sql`now()` })
          .where(and(inArray(hostLabels.tenancyId, ids), has))
          .returning(ofRow);
    const theirs = new Set(changed.map(({ id }) => id));
    const notices = own.flatMap(({ id, vmId }) => (theirs.has(id) ? { type: "host" as const, vmId } : []));
    if (notices.length > 0) {
      await publish(tx, ...notices);
    }
    if (!on) {
      await dropEmpty(tx, ids);
      return "done";
    }
    const rows = await tx
      .select({ id: hostLabels.tenancyId })
      .from(hostLabels)
      .where(and(inArray(hostLabels.tenancyId, ids), has));
    const tagged = new Set(rows.map(({ id }) => id));
    const full = own.flatMap(({ id, vmId }) => (tagged.has(id) ? [] : vmId));
    return full.length > 0 ? { full } : "done";
  });
}
