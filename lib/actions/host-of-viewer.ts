import "server-only";
import { z } from "zod";
import { type Granted, type GuestAct, mayAskAll } from "../accounts/rights";
import { hasSecondFactor } from "../accounts/second-factor/factors";
import { signInOf, type Viewer } from "../accounts/sessions/viewer";
import { findHost, type OwnedHost } from "../hosts/owned-host";
import { OPERATION_KINDS, rulesOf } from "../operations/command-rules";
import { refuseNotProvenLately } from "./proof-guard";
import { Refusal } from "./refusal";
import { refuseInReadOnlyView } from "./view-guard";

/** The field by which a form names its host. Any text: what is no id, isn't there and isn't yours get one and the same answer. */
export const vmidField = z.string().max(64);

/** Support looks and does not touch, but for what a view as a customer lets them do. */
const MAY_OPERATE: readonly Viewer["role"][] = ["customer", "admin"];

/**
 * Whose it is comes before whether they may, so that a foreign id tells nothing. A guest has the host for `acts` alone,
 * where some are named and their right includes all; for all else it isn't theirs.
 */
export async function hostOfViewer(
  viewer: Viewer,
  vmid: string,
  acts: readonly GuestAct[] = [],
): Promise<OwnedHost> {
  const owned = await findHost(viewer, vmid, acts.length === 0 ? "own" : "shared");
  if (owned === null || owned === "not-asked") {
    throw new Refusal({ ok: false, code: owned === null ? "not-found" : "master-down" });
  }
  if (!MAY_OPERATE.includes(viewer.role)) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  refuseInReadOnlyView(viewer);
  await refuseGuest(viewer, owned.guest, acts);
  return owned;
}

const destroys = (act: GuestAct): boolean =>
  OPERATION_KINDS.some((kind) => kind === act && rulesOf(kind).destroys);

/**
 * What destroys asks a guest for a second factor of their own, whatever they chose for their own hosts; a schedule and a
 * restore with a safety snapshot asked when they were made.
 */
export async function refuseGuest(
  viewer: Viewer,
  right: Granted | null,
  acts: readonly GuestAct[],
): Promise<void> {
  if (!mayAskAll(right, acts)) {
    throw new Refusal({ ok: false, code: "not-possible", reason: "guest-role" });
  }
  if (right && acts.some(destroys)) {
    if (!(await hasSecondFactor(signInOf(viewer)))) {
      throw new Refusal({ ok: false, code: "not-possible", reason: "guest-factor" });
    }
    if (viewer.schedule === undefined && viewer.undo === undefined) {
      await refuseNotProvenLately(viewer);
    }
  }
}
