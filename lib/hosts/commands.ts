import "server-only";
import { eq } from "drizzle-orm";
import { database } from "../db/connection";
import { hosts, tenancies } from "../db/schema";
import type { CustomerKind } from "../operations/command-rules";
import { notesOf, type OperationRow } from "../operations/operation-row";
import { registerVerification } from "../operations/verifications";
import { parseVmId } from "../rstack/ids";
import { accessCommands } from "./access/access-commands";
import { endConsole } from "./console/end-console";
import { openConsole } from "./console/open-console";
import type { Command } from "./define-command";
import { mediaCommands } from "./media/media-commands";
import { domainCommands } from "./network/domains";
import { portCommands } from "./network/ports";
import { addressCommands } from "./network/reapply";
import { powerCommands } from "./power/power-commands";
import { reinstallCommands } from "./reinstall/reinstall-command";
import { snapshotCommands } from "./snapshots/snapshot-commands";

/** What a customer can ask of a host, each kind by its one definition: a kind without one is a type error. */
export const HOST_COMMANDS = {
  ...powerCommands,
  ...reinstallCommands,
  ...snapshotCommands,
  ...mediaCommands,
  ...portCommands,
  ...domainCommands,
  ...addressCommands,
  ...accessCommands,
  [openConsole.kind]: openConsole,
  [endConsole.kind]: endConsole,
} satisfies { [K in CustomerKind]: Command<K> };

/** Hands the verifications to the ledger. To be called once at start, before the reconciler. */
export function registerHostVerifications(): void {
  for (const { kind, verify } of Object.values(HOST_COMMANDS)) {
    registerVerification(kind, async (row, now) => {
      const vmId = parseVmId(row.vmId);
      // What a host shows after it changed hands may be the next owner's doing: then nothing can be told any more.
      return vmId && (await isStillTheirs(row))
        ? verify(vmId, row, now)
        : { seen: "end", outcome: "unconfirmed", evidence: { ...notesOf(row), why: "owner-changed" } };
    });
  }
}

async function isStillTheirs(row: OperationRow): Promise<boolean> {
  const [tenancy] = await database()
    .select({ until: tenancies.until, goneAt: hosts.goneAt })
    .from(tenancies)
    .leftJoin(hosts, eq(hosts.vmId, tenancies.vmId))
    .where(eq(tenancies.id, row.tenancyId));
  return tenancy !== undefined && tenancy.until === null && !tenancy.goneAt;
}
