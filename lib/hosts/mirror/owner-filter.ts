import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { master } from "@/lib/master";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { holdsOthers, judgeOwnerFilter, nobody } from "./judge-owner-filter";
import { type MasterProfile, writeProfile } from "./profile";
import { withScope } from "./scopes";

/** Asked again now and then: a master is updated, too. Sooner while it is not known. */
const ASK_AGAIN_MS = 3_600_000;
const ASK_AGAIN_UNKNOWN_MS = 60_000;

/** `fleetAt`: when all hosts were listed last. A new panel has nobody to ask with before it knows them. */
export function ownerFilterIsDue(profile: MasterProfile | null, fleetAt: Date | null, now: Date): boolean {
  if (!profile?.ownerFilterAt) {
    return true;
  }
  if (profile.knowsOwnerFilter === null && fleetAt && fleetAt > profile.ownerFilterAt) {
    return true;
  }
  const after = profile.knowsOwnerFilter === null ? ASK_AGAIN_UNKNOWN_MS : ASK_AGAIN_MS;
  return now.getTime() - profile.ownerFilterAt.getTime() >= after;
}

const REST_AFTER_FAULT_MS = 15_000;

/**
 * In the background alone: the answer may be the whole fleet. Null where it is not known (yet); `unreadable` where the
 * answer could not be read.
 */
export function learnOwnerFilter(): Promise<boolean | null | "unreadable" | "elsewhere"> {
  return withScope<boolean | null | "unreadable">("filter", REST_AFTER_FAULT_MS, async () => {
    const asked = await someOwner();
    const own = asked ? await master().probeOwnerFilter(asked, { priority: "mirror" }) : null;
    const foreign = own?.ok && holdsOthers(asked, own.value);
    const nobodys = foreign ? own : await master().probeOwnerFilter(nobody(), { priority: "mirror" });
    // An answer that can't be read tells nothing, and must not keep the mirror from starting.
    if (!nobodys.ok && nobodys.fault.kind !== "refused" && nobodys.fault.kind !== "protocol") {
      return { result: null, end: "fault" };
    }
    const some = await database().execute(sql`select 1 from hosts where gone_at is null limit 1`);
    const knows = judgeOwnerFilter(asked, own, nobodys, some.rows.length > 0);
    await writeProfile({ knowsOwnerFilter: knows, ownerFilterAt: new Date() });
    const isUnreadable = !nobodys.ok && nobodys.fault.kind === "protocol";
    return { result: isUnreadable ? "unreadable" : knows, end: { set: {}, restMs: 0 } };
  });
}

/** A customer to ask with: one whom the mirror knows hosts of, else one who has an account. */
async function someOwner(): Promise<UserId | null> {
  const found = await database().execute<{ id: string }>(sql`
    (select owner as id from hosts where owner is not null and gone_at is null limit 1)
    union all (select substr(scope, 7) from mirror_syncs where scope like 'owner:%' order by wanted_at desc nulls last limit 1)
    union all (select user_id from accounts where user_id is not null and disabled_at is null limit 1)`);
  return parseUserId(found.rows[0]?.id);
}
