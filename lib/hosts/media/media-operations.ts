import "server-only";
import type { Viewer } from "../../accounts/sessions/viewer";
import type { ActionResult } from "../../actions/action-result";
import { master } from "../../master";
import type { RowId } from "../../rstack/ids";
import { cleanText } from "../clean-text";
import type { OwnedHost } from "../owned-host";
import { type HostCommand, runCommand } from "../run-command";
import { driveOf } from "./drive";

/** Puts a medium into the drive: one that the master lists for this very host now. */
export const mountMedium = (
  owned: OwnedHost,
  formKey: string,
  viewer: Viewer,
  input: { medium: string },
): Promise<ActionResult> => runCommand(owned, mounting(input.medium), formKey, viewer);

export const ejectMedium = (owned: OwnedHost, formKey: string, viewer: Viewer): Promise<ActionResult> =>
  runCommand(owned, EJECTING, formKey, viewer);

const mounting = (wanted: string): HostCommand<RowId> => ({
  kind: "mount-medium",
  prepare: async ({ owned: { vmId }, options }) => {
    const media = await master().listMedia(vmId, options);
    if (!media.ok) {
      return { ok: false, why: media.fault };
    }
    const found = media.value.find(({ id }) => id === wanted);
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
});

const EJECTING: HostCommand<null> = {
  kind: "eject-medium",
  prepare: async ({ owned }) =>
    (await driveOf(owned.vmId)).holds === "nothing"
      ? { ok: false, why: "nothing-mounted" }
      : { ok: true, value: null },
  send: ({ owned, options }) => master().changeMedium(owned.vmId, null, options),
};
