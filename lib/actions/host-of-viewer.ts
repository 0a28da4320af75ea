import "server-only";
import { z } from "zod";
import type { Viewer } from "../accounts/sessions/viewer";
import { findHost, type OwnedHost } from "../hosts/owned-host";
import { Refusal } from "./refusal";
import { refuseInReadOnlyView } from "./view-guard";

/** The field by which a form names its host. Any text: what is no id, isn't there and isn't yours get one and the same answer. */
export const vmidField = z.string().max(64);

/** Support looks and does not touch, but for what a view as a customer lets them do. */
const MAY_OPERATE: readonly Viewer["role"][] = ["customer", "admin"];

/** Whose it is comes before whether they may, so that a foreign id tells nothing. */
export async function hostOfViewer(viewer: Viewer, vmid: string): Promise<OwnedHost> {
  const owned = await findHost(viewer, vmid);
  if (owned === null || owned === "not-asked") {
    throw new Refusal({ ok: false, code: owned === null ? "not-found" : "master-down" });
  }
  if (!MAY_OPERATE.includes(viewer.role)) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  refuseInReadOnlyView(viewer);
  return owned;
}
