import "server-only";
import { eq } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import type { HostRecord } from "../host-record";
import type { ConnectView } from "../host-view";
import { readProfile } from "../mirror/profile";
import type { OwnedHost } from "../owned-host";
import { systemOf } from "../system-name";
import { addressesAreStale, refreshAddresses } from "./addresses";
import { connectWayOf, ownPortsOf } from "./connect-way";
import { isInsideAddress } from "./inside-address";

/** How to reach the host, by what is known. What is missing or old is asked for, and its page hears of it. Never waits. */
export function connectViewNow({ row, vmId }: OwnedHost): ConnectView {
  if (addressesAreStale(row)) {
    void refreshAddresses(row, vmId);
  }
  return wayOf(row);
}

/** The same for a file that is kept: waits for the master where the addresses were never read. */
export async function connectViewOf(owned: OwnedHost): Promise<ConnectView> {
  const { row, vmId } = owned;
  if (row.addressesAt !== null) {
    return connectViewNow(owned);
  }
  const asked = refreshAddresses(row, vmId, "open-host");
  if ((await readProfile())?.downSince) {
    return wayOf(row);
  }
  await asked;
  const [fresh] = await database().select().from(hosts).where(eq(hosts.vmId, vmId));
  return fresh && fresh.owner === row.owner ? wayOf(fresh) : { way: "no-address" };
}

function wayOf(row: HostRecord): ConnectView {
  const { family } = systemOf(row.imageName, row.osFamily);
  const port = row.publicPort;
  const confirmed = row.addressesAt !== null;
  if (!confirmed && (row.publicIp || isInsideAddress(row.ipv4))) {
    // The shared address is known and the port isn't: no way is better than a wrong one.
    return { way: "no-address" };
  }
  return connectWayOf({
    family,
    ipv4: row.ipv4,
    ipv6: row.ipv6,
    publicIp: row.publicIp,
    remotePort: row.remotePort,
    confirmed,
    // The mapping was chosen when the addresses were read; the row has its port alone.
    mappings:
      port === null
        ? []
        : [
            {
              id: null,
              kind: "port",
              insidePort: ownPortsOf(family)[0],
              publicPort: port,
              publicIp: null,
              domain: null,
            },
          ],
  });
}
