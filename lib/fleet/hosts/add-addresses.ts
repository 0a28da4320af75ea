import "server-only";
import { z } from "zod";
import { readAddressesAnew } from "@/lib/hosts/connect/addresses";
import { type Begun, defineCommand } from "@/lib/hosts/define-command";
import { lookForTask, notesOfTasks, TASK_TYPE, verdictOf } from "@/lib/hosts/evidence/task-evidence";
import { readOne } from "@/lib/hosts/mirror/read-one";
import type { Prepared, Ready } from "@/lib/hosts/run-command";
import { master } from "@/lib/master";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import { whole } from "./host-form";
import { paramsOf } from "./row-evidence";

interface MoreAddresses {
  ipv4: number;
  ipv6: number;
  bindNow: boolean;
}

/** Gives the host more addresses, in the books alone or in its system at once, too. */
export const addAddresses = defineCommand("add-addresses", {
  fields: {
    ipv4Count: whole(0, 100),
    ipv6Count: whole(0, 100),
    /** A box: an unticked one isn't sent. */
    bind: z.enum(["now", "later"]).default("later"),
  },
  begin: ({ input }): Begun<MoreAddresses> => {
    const { ipv4Count: ipv4 = 0, ipv6Count: ipv6 = 0 } = input;
    const asked = { ipv4, ipv6, bindNow: input.bind === "now" };
    return ipv4 + ipv6 === 0
      ? { ok: false, code: "invalid", fields: { ipv4Count: "invalid" } }
      : { ok: true, value: asked, params: { subject: `+${ipv4 + ipv6}`, ...asked } };
  },
  prepare,
  send: ({ owned, options }, _nothing, { ipv4, ipv6, bindNow }) =>
    master().addAddresses(
      owned.vmId,
      { ...(ipv4 > 0 && { ipv4 }), ...(ipv6 > 0 && { ipv6 }), bindNow },
      options,
    ),
  verify,
});

async function prepare(
  { owned, state, stateTask, options }: Ready,
  { bindNow }: MoreAddresses,
): Promise<Prepared<null>> {
  if (bindNow && state !== "running" && state !== "over-traffic") {
    return { ok: false, why: "not-running" };
  }
  const read = await master().readHostSettings(owned.vmId, options);
  if (!read.ok) {
    return { ok: false, why: read.fault };
  }
  if (read.value === null) {
    // Without the row before, every address would count as a new one.
    return { ok: false, why: { kind: "protocol", cause: "empty", detail: "" } };
  }
  const { row } = read.value;
  const before = [row.ipv4, row.ipv6, ...row.additionalIps].filter((ip) => ip !== null);
  const tasks = bindNow ? await notesOfTasks(owned.vmId, TASK_TYPE.addresses, options, stateTask) : null;
  return tasks && !tasks.ok
    ? { ok: false, why: tasks.fault }
    : { ok: true, value: null, notes: { ...tasks?.notes, addressesBefore: before } };
}

/**
 * In the books as many as were asked for; where they are bound at once, the task that does it, too. A master may drop a
 * finished task before it is seen: once the addresses are in the books, none in progress means that it is over.
 */
async function verify(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const params = paramsOf(row);
  const read = await readOne(vmId, { priority: "motion" });
  if (read.found !== "one" || !Array.isArray(notes.addressesBefore)) {
    return { seen: "nothing", notes };
  }
  const before = new Set<unknown>(notes.addressesBefore);
  const { ipv4, ipv6, additionalIps } = read.row;
  const added = new Set([ipv4, ipv6, ...additionalIps].filter((ip) => ip !== null && !before.has(ip)));
  if (added.size < Number(params.ipv4) + Number(params.ipv6)) {
    return { seen: "nothing", notes };
  }
  await readAddressesAnew(vmId);
  if (params.bindNow !== true) {
    return { seen: "end", outcome: "done", evidence: { added: added.size } };
  }
  const isAccepted = row.acceptedAt !== null;
  const look = await lookForTask(vmId, TASK_TYPE.addresses, { notes, isAccepted, isShown: true });
  return verdictOf(look, row, now);
}
