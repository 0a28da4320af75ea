import "server-only";
import { and, eq } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { database } from "@/lib/db/connection";
import { ownerMoves } from "@/lib/db/staff-schema";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { nothingToPrepare, type Prepared, type Ready, runCommand } from "@/lib/hosts/run-command";
import { notesOfTasks, TASK_TYPE } from "@/lib/hosts/task-evidence";
import { master } from "@/lib/master";
import type { UserId } from "@/lib/rstack/ids";
import type { HostStatusCode } from "@/lib/rstack/provider-inputs";
import { readCustomer } from "../customers/find-customers";

const BOOKS_LIMIT_MS = 2 * 60_000;

/** The status that each sets, and those from which it can be asked. */
export const STATUS_STEPS = {
  "lock-host": { to: "1", from: null },
  "unlock-host": { to: "2", from: ["1"] },
  "suspend-host": { to: "-1", from: null },
  "resume-host": { to: "2", from: ["-1", "-3"] },
} as const satisfies Record<string, { to: HostStatusCode; from: readonly string[] | null }>;
export type StatusKind = keyof typeof STATUS_STEPS;
export const STATUS_KINDS = ["lock-host", "unlock-host", "suspend-host", "resume-host"] as const;

export const performStatus = (
  owned: OwnedHost,
  kind: StatusKind,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> => {
  const { to, from } = STATUS_STEPS[kind];
  return runCommand<null>(
    owned,
    {
      kind,
      limitMs: BOOKS_LIMIT_MS,
      params: { changes: { status: to } },
      prepare: async ({ owned: { vmId }, options }) => {
        const read = await master().readHostSettings(vmId, options);
        if (!read.ok) {
          return { ok: false, why: read.fault };
        }
        const status = read.value?.row.status ?? null;
        const froms: readonly string[] | null = from;
        return status === to || (froms !== null && status !== null && !froms.includes(status))
          ? { ok: false, why: "nothing-changed" }
          : { ok: true, value: null, probe: { before: { status } } };
      },
      send: ({ options }) => master().updateHost(owned.vmId, { status: to }, options),
    },
    formKey,
    viewer,
  );
};

/** RStack's own administrator group has no hosts in the panel. */
const RSTACK_ADMIN = "10";

/** Hands the host over; from then on the customer before sees nothing of it, and the new one nothing of what was before. */
export const performTransfer = (
  owned: OwnedHost,
  owner: UserId,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  runCommand<null>(
    owned,
    {
      kind: "transfer-host",
      limitMs: BOOKS_LIMIT_MS,
      // The customer before reads this line in their activity: to whom is not theirs to know.
      params: { changes: { owner } },
      prepare: async () => prepareTransfer(owned, owner),
      send: ({ options }) => master().updateHost(owned.vmId, { owner }, options),
    },
    formKey,
    viewer,
  );

async function prepareTransfer(owned: OwnedHost, owner: UserId): Promise<Prepared<null>> {
  if (owned.owner === owner) {
    return { ok: false, why: "nothing-changed" };
  }
  const read = await readCustomer(owner, "command");
  if (read.found === "fault") {
    return { ok: false, why: read.fault };
  }
  if (read.found !== "one" || read.user.group === RSTACK_ADMIN) {
    return { ok: false, why: "no-such-customer" };
  }
  // Two people, then: a change of one's number to the other's that never was confirmed is none.
  await database()
    .delete(ownerMoves)
    .where(and(eq(ownerMoves.fromOwner, owned.owner ?? ""), eq(ownerMoves.toOwner, owner)));
  return { ok: true, value: null, probe: { before: { owner: owned.owner } } };
}

export interface MoreAddresses {
  ipv4: number;
  ipv6: number;
  bindNow: boolean;
}

export const performAddAddresses = (
  owned: OwnedHost,
  asked: MoreAddresses,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  runCommand<null>(
    owned,
    {
      kind: "add-addresses",
      params: { subject: `+${asked.ipv4 + asked.ipv6}`, ...asked },
      prepare: (ready) => prepareAddresses(asked, ready),
      send: ({ options }) =>
        master().addAddresses(
          owned.vmId,
          {
            ...(asked.ipv4 > 0 && { ipv4: asked.ipv4 }),
            ...(asked.ipv6 > 0 && { ipv6: asked.ipv6 }),
            bindNow: asked.bindNow,
          },
          options,
        ),
    },
    formKey,
    viewer,
  );

async function prepareAddresses(
  { bindNow }: MoreAddresses,
  { owned, state, stateTask, options }: Ready,
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
    : { ok: true, value: null, probe: { ...tasks?.notes, addressesBefore: before } };
}

export const performDelete = (
  owned: OwnedHost,
  forced: boolean,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  runCommand<null>(
    owned,
    {
      kind: "delete-host",
      limitMs: BOOKS_LIMIT_MS,
      params: { subject: owned.row.name ?? owned.vmId, forced, owner: owned.owner },
      prepare: nothingToPrepare,
      send: ({ options }) => master().deleteHost(owned.vmId, { forced }, options),
    },
    formKey,
    viewer,
  );
