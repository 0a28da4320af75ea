import "server-only";
import type { Command } from "@/lib/hosts/define-command";
import type { StaffKind } from "@/lib/operations/command-rules";
import { registerVerification } from "@/lib/operations/verifications";
import { parseVmId } from "@/lib/rstack/ids";
import { addAddresses } from "./add-addresses";
import { changeCommands } from "./change-host";
import { cpuLimitCommands } from "./cpu-limit";
import { deleteHost } from "./delete-host";
import { statusCommands } from "./set-status";
import { transferHost } from "./transfer-host";

/** What staff alone can ask of a host, each kind by its one definition: a kind without one is a type error. */
export const STAFF_COMMANDS = {
  ...changeCommands,
  ...statusCommands,
  ...cpuLimitCommands,
  [transferHost.kind]: transferHost,
  [addAddresses.kind]: addAddresses,
  [deleteHost.kind]: deleteHost,
} satisfies { [K in StaffKind]: Command<K> };

/** Hands the verifications to the ledger. To be called once at start, before the reconciler. */
export function registerStaffVerifications(): void {
  for (const { kind, verify } of Object.values(STAFF_COMMANDS)) {
    registerVerification(kind, async (row, now) => {
      const vmId = parseVmId(row.vmId);
      // Whoever owns the host by now: a transfer and a deletion are seen by just that.
      return vmId ? verify(vmId, row, now) : { seen: "nothing" };
    });
  }
}
