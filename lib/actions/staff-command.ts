import "server-only";
import { z } from "zod";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import { findHost, type OwnedHost } from "../hosts/owned-host";
import type { StaffKind } from "../operations/command-rules";
import { leaveTo } from "./leave-to";
import type { Fields, Input, PanelAction } from "./pipeline";
import { staffAction } from "./staff-action";

/** Of every form of staff about a host: the host and the form's own key. */
export const staffHostFields = {
  vmid: z.string().max(64),
  formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
};

/** What the builder needs of a definition. */
interface StaffCommand<I> {
  kind: StaffKind;
  run(owned: OwnedHost, input: I, formKey: string, viewer: Viewer): Promise<ActionResult>;
}

/**
 * A command of staff on a host, by its definition. The ledger tells who did what and what came of it: no second line in
 * the audit. Afterwards the host's page is drawn anew, with the operation on top.
 */
export const staffCommand = <F extends Fields>(spec: {
  name: string;
  /** What the form holds beside host and key. */
  fields: F;
  commandFor: (input: Input<F>) => StaffCommand<Input<F>>;
  destructive?: true;
  /** The page after it, where it isn't the host's own. */
  pathFor?: (vmid: string) => string;
}): PanelAction =>
  staffAction({
    name: spec.name,
    roles: ["admin"],
    destructive: spec.destructive,
    fields: { ...spec.fields, ...staffHostFields },
    audit: null,
    run: ({ input, viewer }) => {
      // zod's own types can't tell what spread fields parse to.
      const { vmid, formKey } = input as Input<typeof staffHostFields>;
      const asked = input as unknown as Input<F>;
      return onStaffHost(
        { vmid, viewer },
        (owned) => spec.commandFor(asked).run(owned, asked, formKey, viewer),
        spec.pathFor?.(vmid),
      );
    },
  });

/** Opens the host for staff, does what is asked, and leads to a page that shows what came of it. */
export async function onStaffHost(
  { vmid, viewer }: { vmid: string; viewer: Viewer },
  run: (owned: OwnedHost) => Promise<ActionResult>,
  path = `/admin/hosts/${vmid}`,
): Promise<ActionResult> {
  const owned = await findHost(viewer, vmid);
  if (owned === null || owned === "not-asked") {
    return { ok: false, code: owned === null ? "not-found" : "master-down" };
  }
  const result = await run(owned);
  return result.ok ? leaveTo(path) : result;
}
