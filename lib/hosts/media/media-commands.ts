import "server-only";
import { z } from "zod";
import { master } from "../../master";
import { cleanText } from "../clean-text";
import { defineCommand } from "../define-command";
import { driveOf } from "./drive";
import { verifyDrive } from "./verify-media";

/** Puts a medium into the drive: one that the master lists for this very host now. */
export const mountMedium = defineCommand("mount-medium", {
  fields: { medium: z.string().max(20) },
  prepare: async ({ owned: { vmId }, options }, { medium }) => {
    const media = await master().listMedia(vmId, options);
    if (!media.ok) {
      return { ok: false, why: media.fault };
    }
    const found = media.value.find(({ id }) => id === medium);
    if (!found) {
      return { ok: false, why: "not-listed" };
    }
    const params = { subject: cleanText(found.name) ?? found.id, mediumId: found.id };
    const drive = await driveOf(vmId);
    return drive.holds === "medium" && drive.id === found.id
      ? { ok: false, why: "already-mounted", params }
      : { ok: true, value: found.id, params };
  },
  send: ({ owned, options }, id) => master().changeMedium(owned.vmId, id, options),
  verify: verifyDrive("medium"),
});

export const ejectMedium = defineCommand("eject-medium", {
  fields: {},
  prepare: async ({ owned }) =>
    (await driveOf(owned.vmId)).holds === "nothing"
      ? { ok: false, why: "nothing-mounted" }
      : { ok: true, value: null },
  send: ({ owned, options }) => master().changeMedium(owned.vmId, null, options),
  verify: verifyDrive("nothing"),
});

export const mediaCommands = { "mount-medium": mountMedium, "eject-medium": ejectMedium };
