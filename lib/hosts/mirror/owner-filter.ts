import "server-only";
import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { master } from "@/lib/master";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import type { HostList } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import { type MasterProfile, writeProfile } from "./profile";

/** Asked again now and then: a master is updated, too. Sooner while it is not known. */
const ASK_AGAIN_MS = 3_600_000;
const ASK_AGAIN_UNKNOWN_MS = 60_000;

/** A userid that no provider gives: whoever answers it with rows does not filter. */
const nobody = (): UserId => parseUserId(`no-such-user-${randomBytes(8).toString("hex")}`) as UserId;

export function ownerFilterIsDue(profile: MasterProfile | null, now: Date): boolean {
  if (!profile?.ownerFilterAt) {
    return true;
  }
  const after = profile.knowsOwnerFilter === null ? ASK_AGAIN_UNKNOWN_MS : ASK_AGAIN_MS;
  return now.getTime() - profile.ownerFilterAt.getTime() >= after;
}

/**
 * Whether `userid` filters the host list. `own` is the answer for a customer, `nobodys` that for a userid that nobody
 * has. Null: these answers can't tell (a fleet without hosts looks like a filter).
 */
export function judgeOwnerFilter(
  asked: UserId | null,
  own: Outcome<HostList> | null,
  nobodys: Outcome<HostList>,
  fleetHasRows: boolean,
): boolean | null {
  if (own?.ok && own.value.rows.some((row) => row.owner !== asked)) {
    return false;
  }
  if (nobodys.ok && (nobodys.value.rows.length > 0 || nobodys.value.badRows > 0)) {
    return false;
  }
  // A master that says no to a userid that it doesn't know does look at it.
  const emptyForNobody = nobodys.ok || nobodys.fault.kind === "refused";
  const someForOwn = own?.ok === true && own.value.rows.length > 0;
  return emptyForNobody && (someForOwn || (nobodys.ok && fleetHasRows)) ? true : null;
}

/** In the background alone: the answer may be the whole fleet. Null where it is not known (yet). */
export async function learnOwnerFilter(): Promise<boolean | null> {
  const asked = await someOwner();
  const own = asked ? await master().probeOwnerFilter(asked, { priority: "mirror" }) : null;
  const foreign = own?.ok && own.value.rows.some((row) => row.owner !== asked);
  const nobodys = foreign ? own : await master().probeOwnerFilter(nobody(), { priority: "mirror" });
  const [{ some } = { some: false }] = (
    await database().execute<{ some: boolean }>(
      sql`select exists (select 1 from hosts where gone_at is null) as some`,
    )
  ).rows;
  const knows = judgeOwnerFilter(asked, own, nobodys, some);
  const answered = nobodys.ok || nobodys.fault.kind === "refused";
  if (answered) {
    await writeProfile({ knowsOwnerFilter: knows, ownerFilterAt: new Date() });
  }
  return knows;
}

/** A customer to ask with: one whom the mirror knows hosts of, else one who has an account. */
async function someOwner(): Promise<UserId | null> {
  const found = await database().execute<{ id: string }>(sql`
    (select owner as id from hosts where owner is not null and gone_at is null limit 1)
    union all (select substr(scope, 7) from mirror_syncs where scope like 'owner:%' order by wanted_at desc nulls last limit 1)
    union all (select user_id from accounts where user_id is not null and disabled_at is null limit 1)`);
  return parseUserId(found.rows[0]?.id);
}
