import "server-only";
import { defineCommand } from "@/lib/hosts/define-command";
import { master } from "@/lib/master";
import type { StaffKind } from "@/lib/operations/command-rules";
import type { HostStatusCode } from "@/lib/rstack/provider-inputs";
import { rowLimitMs, verifyRow } from "./row-evidence";

/** They differ in the status that is set, and in those from which it can be. `from` absent: from any. */
const toStatus = <K extends StaffKind>(
  kind: K,
  { to, from }: { to: HostStatusCode; from?: readonly string[] },
) =>
  defineCommand(kind, {
    fields: {},
    limitMs: rowLimitMs,
    begin: () => ({ ok: true, value: null, params: { changes: { status: to } } }),
    prepare: async ({ owned: { vmId }, options }) => {
      const read = await master().readHostSettings(vmId, options);
      if (!read.ok) {
        return { ok: false, why: read.fault };
      }
      const status = read.value?.row.status ?? null;
      return status === to || (from && status !== null && !from.includes(status))
        ? { ok: false, why: "nothing-changed" }
        : { ok: true, value: null, notes: { before: { status } } };
    },
    send: ({ owned, options }) => master().updateHost(owned.vmId, { status: to }, options),
    verify: verifyRow,
  });

export const statusCommands = {
  "lock-host": toStatus("lock-host", { to: "1" }),
  "unlock-host": toStatus("unlock-host", { to: "2", from: ["1"] }),
  "suspend-host": toStatus("suspend-host", { to: "-1" }),
  "resume-host": toStatus("resume-host", { to: "2", from: ["-1", "-3"] }),
};
type StatusKind = keyof typeof statusCommands;
export const STATUS_KINDS = Object.keys(statusCommands) as StatusKind[];
