import "server-only";
import { z } from "zod";
import type { Viewer } from "../accounts/viewer";
import { type OwnedHost, openHost } from "../hosts/owned-host";
import { OPERATION_KINDS, type OperationKind } from "../operations/operation-view";
import type { ActionResult } from "./action-result";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { Refusal } from "./refusal";

/**
 * An operation of `lib/hosts` such as `performPower`: it takes the host's lock by the ledger, reads owner and state afresh
 * inside it, calls, and returns the outcome.
 */
export type HostOperation<K extends OperationKind, I> = (
  owned: OwnedHost,
  kind: K,
  formKey: string,
  viewer: Viewer,
  input: I,
) => Promise<ActionResult>;

/** What every form about a host sends beside its own fields: the host, what for, and the form's own key. */
const hostFields = (kinds: readonly OperationKind[]) => ({
  // Any text: what is no id, isn't there and isn't yours get one and the same answer.
  vmid: z.string().max(64),
  kind: z.enum(kinds),
  formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
});
const HostForm = z.object(hostFields(OPERATION_KINDS));

/** Support looks and does not touch, until the release in which they can view as a customer. */
const MAY_OPERATE: readonly Viewer["role"][] = ["customer", "admin"];

/** For one host of the person who asks. Whose it is comes before whether they may, so that a foreign id tells nothing. */
export function hostAction<const K extends OperationKind, F extends Fields = Record<never, never>>(spec: {
  name: string;
  kinds: readonly K[];
  fields?: F;
  perform: HostOperation<K, Input<F>>;
}): PanelAction {
  const run = signedInClient
    .metadata({ name: spec.name })
    .inputSchema(strict({ ...spec.fields, ...hostFields(spec.kinds) }))
    .useValidated(async ({ next, ctx, parsedInput }) => {
      const form = HostForm.parse(parsedInput);
      const owned = await openHost(ctx.viewer, form.vmid);
      if (!owned) {
        throw new Refusal({ ok: false, code: "not-found" });
      }
      if (!MAY_OPERATE.includes(ctx.viewer.role)) {
        throw new Refusal({ ok: false, code: "not-allowed" });
      }
      return next({ ctx: { owned, form } });
    })
    .action(({ parsedInput, ctx: { owned, form, viewer } }) =>
      spec.perform(owned, form.kind as K, form.formKey, viewer, parsedInput as Input<F>),
    );
  return asPanelAction(spec.name, "host", run);
}
