import "server-only";
import { and, arrayContains, eq, isNull, not, sql } from "drizzle-orm";
import { database } from "../db/connection";
import { tenancies } from "../db/schema";
import { log } from "../log";
import { perProcess } from "../per-process";
import type { VmId } from "../rstack/ids";
import type { CallOptions } from "../rstack/master-client";
import { hasContent, type Outcome } from "../rstack/outcome";
import { readForComparison } from "./list-evidence";

/** Lists of one host that pages show. `mappings`: ports and domains. */
export type ShownList = "snapshots" | "backups" | "mappings";

const isNoted = (list: ShownList) => arrayContains(tenancies.listsWithEntries, [list]);

/** Notes whether a list had entries when it came with content; of the host's current tenancy. Writes only what is new. */
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
 * Whether an answer without a body contradicts an earlier one with entries. Then it must not be shown as "none"; it is
 * looked at again behind the page, so that a list that has become empty is soon believed. `read` asks for the list anew.
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

/** Without a body twice, each time beside an answer of `vm_state`: the list is empty. One look at a time for each. */
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
