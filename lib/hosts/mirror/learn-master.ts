import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { master } from "@/lib/master";
import { offsetOf } from "@/lib/rstack/clock-offset";
import { parseVmId, type VmId } from "@/lib/rstack/ids";
import { HOST_LISTS, type HostListName } from "@/lib/rstack/master-client";
import { looksAtHost } from "./host-filter";
import { type MasterProfile, writeProfile } from "./profile";
import { withScope } from "./scopes";

const ASK_AGAIN_MS = 3_600_000;
const REST_AFTER_FAULT_MS = 60_000;
/** So many hosts are asked for each list: not every one has a mapping, a task or a copy. */
const HOSTS_ASKED = 12;
const CALL = { priority: "mirror" } as const;

export const learningIsDue = (profile: MasterProfile | null, now: Date): boolean =>
  !profile?.hostFiltersAt || now.getTime() - profile.hostFiltersAt.getTime() >= ASK_AGAIN_MS;

/**
 * Finds out what the vendor's document leaves open and the master's answers tell: its time zone, and which lists of a
 * host's things look at `vmid`. In the background; a master without hosts tells nothing yet.
 */
export function learnMaster(): Promise<"done" | "no-hosts" | "elsewhere"> {
  return withScope<"done" | "no-hosts">("learning", REST_AFTER_FAULT_MS, async () => {
    const hosts = await someHosts();
    if (hosts.length === 0) {
      return { result: "no-hosts", end: "fault" };
    }
    const proved: HostListName[] = [];
    for (const list of HOST_LISTS) {
      if (await looksAtHost(master(), list, hosts, CALL)) {
        proved.push(list);
      }
    }
    const utcOffsetMinutes = await zoneOf(hosts);
    const now = new Date();
    await writeProfile({
      hostFilters: proved,
      hostFiltersAt: now,
      ...(utcOffsetMinutes === null ? {} : { utcOffsetMinutes, utcOffsetAt: now }),
    });
    return { result: "done", end: { set: {}, restMs: 0 } };
  });
}

/** Those behind a shared address first, which have mappings. */
async function someHosts(): Promise<VmId[]> {
  const found = await database().execute<{ vm_id: string }>(sql`select vm_id from hosts
    where gone_at is null and missing_since is null
    order by (coalesce(public_ip, '') <> '') desc, (status = '2') desc nulls last, random() limit ${HOSTS_ASKED}`);
  return found.rows.flatMap(({ vm_id }) => parseVmId(vm_id) ?? []);
}

/** A host that is off has no samples. */
async function zoneOf(hosts: readonly VmId[]): Promise<number | null> {
  for (const vmId of hosts) {
    const clock = await master().readMonitorClock(vmId, CALL);
    const offset = clock.ok && clock.value ? offsetOf(clock.value) : null;
    if (offset !== null) {
      return offset;
    }
  }
  return null;
}
