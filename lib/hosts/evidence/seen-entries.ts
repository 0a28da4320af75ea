import "server-only";
import { and, arrayContains, eq, isNull, not, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/per-process";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import { hasContent, type Outcome } from "@/lib/rstack/outcome";
import { readForComparison } from "./list-evidence";

/** Lists of one host that pages show. `mappings`: ports and domains. */
export type ShownList = "snapshots" | "backups" | "mappings";

const isNoted = (list: ShownList) => arrayContains(tenancies.listsWithEntries, [list]);

/** Notes, for the host's current tenancy, whether a list with content had entries. Writes only changes. */
export async function noteEntries(list: ShownList, vmId: string, hasEntries: boolean): Promise<void> {
  const { listsWithEntries } = tenancies;
  await database()
    .update(tenancies)
    .set({
      listsWithEntries: hasEntries
        ? sql`array_append(${listsWithEntries}, ${list})`
        : sql`array_remove(${listsWithEntries}, ${list})`,
    })
    .where(
      and(eq(tenancies.vmId, vmId), isNull(tenancies.until), hasEntries ? not(isNoted(list)) : isNoted(list)),
    );
}

/**
 * Whether an answer without a body contradicts an earlier one with entries, so that it must not be shown as "none".
 * Then the list is read again in the background, by `read`: if it has really become empty, that is soon known.
 */
export async function isContradicted<T>(
  list: ShownList,
  vmId: VmId,
  listed: Outcome<T[]>,
  read: (options: CallOptions) => Promise<Outcome<T[]>>,
): Promise<boolean> {
  if (!listed.ok) {
    return false;
  }
  if (hasContent(listed)) {
    await noteEntries(list, vmId, listed.value.length > 0);
    return false;
  }
  const [noted] = await database()
    .select({ id: tenancies.id })
    .from(tenancies)
    .where(and(eq(tenancies.vmId, vmId), isNull(tenancies.until), isNoted(list)));
  if (noted) {
    lookAgain(list, vmId, read);
  }
  return noted !== undefined;
}

/** Two answers without a body, each beside an answer of `vm_state`, confirm that a list is empty. One look at a time. */
function lookAgain<T>(
  list: ShownList,
  vmId: VmId,
  read: (options: CallOptions) => Promise<Outcome<T[]>>,
): void {
  const looks = perProcess("looks at empty lists", () => new Set<string>());
  const key = `${list} ${vmId}`;
  if (looks.has(key)) {
    return;
  }
  looks.add(key);
  const options: CallOptions = { priority: "list" };
  readForComparison(
    vmId,
    () => read(options),
    async () => null,
    options,
  )
    .then(async (again) => {
      if (again.ok) {
        await noteEntries(list, vmId, again.value.value.length > 0);
      }
    })
    .catch((err) => log.warn({ err, vmId, list }, "an empty list could not be looked at again"))
    .finally(() => looks.delete(key));
}
