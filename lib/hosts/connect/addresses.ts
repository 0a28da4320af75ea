import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { publish } from "@/lib/db/notify";
import { hosts } from "@/lib/db/schema";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import { perProcess } from "@/lib/per-process";
import type { VmId } from "@/lib/rstack/ids";
import type { CallPriority, HostAddresses, Mapping } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { cleanText } from "../clean-text";
import type { HostRecord } from "../host-record";
import { isUntoldInside } from "../host-view-of";
import { storablePort } from "../mirror/host-values";
import { areMappingsContradicted, readMappings } from "../network/domain-claims";
import { systemOf } from "../system-name";
import { publicPortOf } from "./connect-way";

/** Stored where a host is behind a shared address that the master doesn't name. */
const UNTOLD_SHARED = "-";
const STALE_MS = 10 * 60_000;
const inProgress = () => perProcess("addresses being read", () => new Map<string, Promise<Fault | null>>());

export const addressesAreStale = (row: HostRecord): boolean =>
  row.addressesAt === null || Date.now() - row.addressesAt.getTime() > STALE_MS;

/**
 * Reads the host's addresses and, behind a shared one, the port that leads to it. Writes the row; never throws: what is
 * known stays. One at a time for each host. Resolves with the fault of `vm_exinfo`, if it was one.
 */
export function refreshAddresses(
  row: HostRecord,
  vmId: VmId,
  // People open the page of a host with nothing but an inside address to learn how to reach it.
  priority: CallPriority = isUntoldInside(row) ? "open-host" : "list",
): Promise<Fault | null> {
  const known = inProgress().get(vmId);
  if (known) {
    return known;
  }
  const work = read(row, vmId, priority)
    .catch((err) => {
      log.warn({ err, vmId }, "a host's addresses could not be read");
      return null;
    })
    .finally(() => inProgress().delete(vmId));
  inProgress().set(vmId, work);
  return work;
}

/** Reads them again after a change that may have moved the port; a reading in progress may be older. Never throws. */
export async function readAddressesAnew(vmId: VmId): Promise<void> {
  try {
    await inProgress().get(vmId);
    const [row] = await database().select().from(hosts).where(eq(hosts.vmId, vmId));
    await (row ? refreshAddresses(row, vmId) : undefined);
  } catch (err) {
    log.warn({ err, vmId }, "a host's addresses could not be read after a change");
  }
}

async function read(row: HostRecord, vmId: VmId, priority: CallPriority): Promise<Fault | null> {
  const options = { priority };
  const addresses = await master().readAddresses(vmId, options);
  if (!addresses.ok) {
    return addresses.fault;
  }
  const mappings = addresses.value.isShared ? await readMappings(vmId, options) : null;
  if (mappings === null) {
    await write(row, addresses.value, []);
    return null;
  }
  const isTold = mappings.ok && !(await areMappingsContradicted(vmId, mappings));
  await write(row, addresses.value, isTold ? mappings.value : null);
  return null;
}

/** Where `publicip` is a sign alone, the address that the host's mappings name; what was known, or a dash, where none does. */
function sharedAddressOf(told: HostAddresses, mappings: readonly Mapping[] | null): string {
  const address = told.publicIp ?? mappings?.find(({ publicIp }) => publicIp !== null)?.publicIp ?? null;
  return cleanText(address, 64) ?? UNTOLD_SHARED;
}

/** `mappings` null: the master didn't tell the port. That the address is shared is stored; the port is asked for again. */
async function write(
  row: HostRecord,
  told: HostAddresses,
  mappings: readonly Mapping[] | null,
): Promise<void> {
  const imageName = row.imageName ?? cleanText(told.imageName);
  const osFamily = cleanText(told.osFamily, 40) ?? row.osFamily;
  const remotePort = storablePort(told.remotePort) ?? row.remotePort;
  const publicIp = told.isShared ? sharedAddressOf(told, mappings) : "";
  const { family } = systemOf(imageName, osFamily);
  const isOld = publicIp !== (row.publicIp ?? "") || remotePort !== row.remotePort;
  const publicPort = mappings
    ? publicIp === ""
      ? null
      : publicPortOf({ family, remotePort, mappings })
    : isOld
      ? null
      : row.publicPort;
  const addressesAt = mappings ? new Date() : isOld ? null : row.addressesAt;
  const isFirst = row.addressesAt === null && addressesAt !== null;
  const visible = isOld || publicPort !== row.publicPort || isFirst;
  await database()
    .update(hosts)
    .set({
      // A name from the list, written meanwhile, wins.
      imageName: sql`coalesce(${hosts.imageName}, ${imageName})`,
      osFamily,
      mac: told.mac ?? row.mac,
      remotePort,
      publicIp,
      publicPort,
      addressesAt,
    })
    // Nothing is stored for a host that changed hands meanwhile.
    .where(and(eq(hosts.vmId, row.vmId), sql`${hosts.owner} is not distinct from ${row.owner}`));
  if (visible) {
    await publish(database(), { type: "host", vmId: row.vmId });
  }
}
