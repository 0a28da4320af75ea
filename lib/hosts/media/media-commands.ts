import "server-only";
import { z } from "zod";
import type { OperationRow } from "@/lib/operations/operation-row";
import { master } from "../../master";
import { cleanText } from "../clean-text";
import { defineCommand, type Verify } from "../define-command";
import { lostVerdict } from "../evidence/list-evidence";
import { readOne } from "../mirror/read-one";
import { driveIn, driveOf } from "./drive";

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
  prepare: async ({ owned }) => {
    const drive = await driveOf(owned.vmId);
    return drive.holds === "nothing"
      ? { ok: false, why: "nothing-mounted" }
      : { ok: true, value: null, ...(drive.holds === "medium" && { params: { mediumId: drive.id } }) };
  },
  send: ({ owned, options }) => master().changeMedium(owned.vmId, null, options),
  verify: verifyDrive("nothing"),
});

/**
 * Done when the host's own row says that the drive holds what was asked for. Where the master's rows don't tell what is
 * in a drive nobody can know, and the host is not held any longer.
 */
function verifyDrive(wanted: "medium" | "nothing"): Verify {
  return async (vmId, row, now) => {
    // Brings the mirror in step as well, so that the page shows the new medium as soon as this has ended.
    const read = await readOne(vmId, { priority: "motion" });
    if (read.found !== "one") {
      return { seen: "nothing" };
    }
    const drive = driveIn(read.row.mediumId);
    if (drive.holds === "unknown") {
      return { seen: "end", outcome: "unconfirmed", evidence: { why: "rows-without-medium" } };
    }
    const medium = wanted === "medium" ? mediumOf(row) : null;
    const isThere = drive.holds === "medium" ? drive.id === medium : wanted === "nothing";
    return isThere
      ? { seen: "end", outcome: "done", evidence: { medium: medium ?? "none" } }
      : (lostVerdict(row, now, {}) ?? { seen: "nothing" });
  };
}

function mediumOf({ params }: OperationRow): string | null {
  const id = typeof params === "object" && params !== null && "mediumId" in params ? params.mediumId : null;
  return typeof id === "string" ? id : null;
}

export const mediaCommands = { "mount-medium": mountMedium, "eject-medium": ejectMedium };
