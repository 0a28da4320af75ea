import "server-only";
import { takePoint } from "@/lib/accounts/rate-limit";
import { master } from "@/lib/master";
import { defineCommand } from "../define-command";
import { notesOfTasks, TASK_TYPE } from "../evidence/task-evidence";
import { verifyReapply } from "./verify-network";

/** Each one interrupts the host's connections for a moment, so only a few are allowed. */
const LIMIT = { scope: "reapply-addresses", points: 10, seconds: 600 };

/** Has the master write the host's addresses into its system again. */
export const reapplyAddresses = defineCommand("reapply-addresses", {
  fields: {},
  begin: async ({ owned }) => {
    const waitSeconds = await takePoint(LIMIT, owned.tenancyId);
    return waitSeconds > 0 ? { ok: false, code: "too-many", waitSeconds } : { ok: true, value: null };
  },
  prepare: async ({ owned, stateTask, options }) => {
    const before = await notesOfTasks(owned.vmId, TASK_TYPE.addresses, options, stateTask);
    return before.ok ? { ok: true, value: null, notes: before.notes } : { ok: false, why: before.fault };
  },
  send: ({ owned, options }) => master().reapplyAddresses(owned.vmId, options),
  verify: verifyReapply,
});

export const addressCommands = { "reapply-addresses": reapplyAddresses };
