import "server-only";
import { eq } from "drizzle-orm";
import { database } from "../../db/connection";
import { hosts } from "../../db/schema";
import { parseRowId, type RowId, type VmId } from "../../rstack/ids";

/** What is in a host's drive, as the master's last row of it says; `unknown` where its rows don't. */
export type Drive = { holds: "medium"; id: RowId } | { holds: "nothing" } | { holds: "unknown" };

/** From the mirror, whose row was just read inside the operation's lock. */
export async function driveOf(vmId: VmId): Promise<Drive> {
  const [row] = await database().select({ mediumId: hosts.mediumId }).from(hosts).where(eq(hosts.vmId, vmId));
  return driveIn(row?.mediumId ?? null);
}

export function driveIn(mediumId: string | null): Drive {
  if (mediumId === "" || mediumId === "none") {
    return { holds: "nothing" };
  }
  const id = parseRowId(mediumId);
  return id === null ? { holds: "unknown" } : { holds: "medium", id };
}
