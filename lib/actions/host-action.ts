import "server-only";
import { z } from "zod";
import type { Viewer } from "../accounts/sessions/viewer";
import type { OwnedHost } from "../hosts/owned-host";
import { inPageLanguage } from "../i18n/viewer-preferences";
import { OPERATION_KINDS, type OperationKind } from "../operations/command-rules";
import type { ActionResult } from "./action-result";
import { hostOfViewer, vmidField } from "./host-of-viewer";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { refuseUnproven } from "./proof-guard";

/**
 * An operation of `lib/hosts` such as `performPower`: it takes the host's lock by the ledger, reads owner and state afresh
 * inside it, calls, and returns the outcome. `viewer.locale` is the language of the page, and so of RStack's words.
 */
export type RunHostCommand<K extends OperationKind, I> = (
  owned: OwnedHost,
  kind: K,
  formKey: string,
  viewer: Viewer,
  input: I,
) => Promise<ActionResult>;

/** What every form about a host sends beside its own fields: the host, what for, and the form's own key. */
const hostFields = (kinds: readonly OperationKind[]) => ({
  vmid: vmidField,
  kind: z.enum(kinds),
  formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
});
const HostForm = z.object(hostFields(OPERATION_KINDS));

/** A command for one host of the person who asks. */
export function hostAction<const K extends OperationKind, F extends Fields = Record<never, never>>(spec: {
  name: string;
  kinds: readonly K[];
  fields?: F;
  /** Something is lost for good: who wants so is asked again who they are. */
  destructive?: true;
  perform: RunHostCommand<K, Input<F>>;
}): PanelAction {
  const run = signedInClient
    .metadata({ name: spec.name })
    .inputSchema(strict({ ...spec.fields, ...hostFields(spec.kinds) }))
    .useValidated(async ({ next, ctx, parsedInput }) => {
      const form = HostForm.parse(parsedInput);
      const owned = await hostOfViewer(ctx.viewer, form.vmid);
      if (spec.destructive) {
        await refuseUnproven(ctx.viewer);
      }
      return next({ ctx: { owned, form } });
    })
    .action(async ({ parsedInput, ctx: { owned, form, viewer } }) =>
      spec.perform(
        owned,
        form.kind as K,
        form.formKey,
        await inPageLanguage(viewer),
        parsedInput as Input<F>,
      ),
    );
  return asPanelAction(spec.name, "host", run);
}
