import "server-only";
import { z } from "zod";
import { config } from "@/lib/config";
import { master } from "@/lib/master";
import type { UserId } from "@/lib/rstack/ids";
import type { CallOptions, Image } from "@/lib/rstack/master-client";
import { hostPasswordFault } from "../access/host-password";
import { defineCommand } from "../define-command";
import { notesOfTasks, TASK_TYPE } from "../evidence/task-evidence";
import { hostViewOf } from "../host-read";
import { readProfile } from "../mirror/profile";
import type { Obstacle, Prepared, Ready } from "../run-command";
import { systemOf } from "../system-name";
import { typedNameMatches } from "../typed-name";
import { deleteOldPasswords, keepPassword } from "./pending-password";
import { isTooEarly } from "./reinstall-date";
import { DISK_CHOICES } from "./reinstall-view";
import { imageName } from "./system-choices";
import { verifyReinstall } from "./verify-reinstall";

const fields = {
  image: z.string().max(32),
  disks: z.enum(DISK_CHOICES),
  /** Set once the new system runs; empty: the one that the provider's system gives it. */
  password: z.string().max(256).default(""),
  typedName: z.string().max(300),
};
export type ReinstallForm = z.output<z.ZodObject<typeof fields>>;

/** Puts a new system on the host. The password goes to the database, sealed, and to nothing else until it is set. */
export const reinstall = defineCommand("reinstall", {
  fields,
  limitMs: () => config().operations.reinstallLimitMs,
  begin: async ({ owned, input, viewer }) => {
    if (!typedNameMatches(await hostViewOf(owned, viewer), input.typedName)) {
      return { ok: false, code: "not-confirmed" };
    }
    const fault = input.password === "" ? null : hostPasswordFault(input.password, null);
    if (fault) {
      return { ok: false, code: "weak-password", fields: { password: fault } };
    }
    // From the first moment on: a page that is drawn while the lookups go shows the right steps.
    return { ok: true, value: input, params: { disks: input.disks, newPassword: input.password !== "" } };
  },
  prepare: (ready, asked) => prepare(asked, ready),
  send: ({ owned, options }, image, { disks }) =>
    master().reinstall(owned.vmId, { imageId: image.id, disks }, options),
  finish: async (result) => {
    if (!result.ok) {
      await deleteOldPasswords();
    }
    return result;
  },
  verify: verifyReinstall,
});

export const reinstallCommands = { reinstall };

async function prepare(asked: ReinstallForm, ready: Ready): Promise<Prepared<Image>> {
  const { owned, options, row, state, stateTask } = ready;
  const [images, tasks, obstacle] = await Promise.all([
    master().listImages({ vmId: owned.vmId }, options),
    notesOfTasks(owned.vmId, TASK_TYPE.reinstall, options, stateTask),
    dateInTheWay(owned.owner, options),
  ]);
  const newPassword = asked.password !== "";
  const image = images.ok && images.value.find(({ id, kind }) => id === asked.image && kind !== "disc");
  const params = image
    ? {
        subject: systemOf(image.name ?? image.fileName, image.osFamily).name ?? imageName(image),
        imageId: image.id,
        disks: asked.disks,
        newPassword,
      }
    : undefined;
  if (!images.ok || !tasks.ok || obstacle) {
    const fault = images.ok ? (tasks.ok ? null : tasks.fault) : images.fault;
    return { ok: false, why: fault ?? obstacle ?? "master-down", params };
  }
  if (!image) {
    return { ok: false, why: "not-listed" };
  }
  if (newPassword) {
    await keepPassword(row, asked.password);
  }
  const notes = { ...tasks.notes, failedBefore: state === "setup-failed" };
  return { ok: true, value: image, notes, params };
}

/** The customer's own day, as the master has it now. A host that nobody owns has none. */
async function dateInTheWay(owner: UserId | null, options: CallOptions): Promise<Obstacle | null> {
  if (owner === null) {
    return null;
  }
  const [users, profile] = await Promise.all([master().findUsers({ userId: owner }, options), readProfile()]);
  if (!users.ok) {
    // A master that doesn't say has the last word itself.
    return users.fault.kind === "refused" ? null : users.fault;
  }
  const days = users.value.map(({ noReinstallBefore }) => noReinstallBefore);
  const offset = profile?.utcOffsetMinutes ?? null;
  return days.some((day) => isTooEarly(day, new Date(), offset)) ? "reinstall-date" : null;
}
