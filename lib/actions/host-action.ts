import "server-only";
import { z } from "zod";
import type { Viewer } from "../accounts/viewer";
import { type OwnedHost, openHost } from "../hosts/owned-host";
import type { OperationKind } from "../operations/operation-view";
import type { ActionResult } from "./action-result";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { Refusal } from "./refusal";

/**
 * An operation of `lib/hosts` such as `performPower`: it takes the host's lock by the ledger, reads owner and state afresh
 * inside it, calls, and returns the outcome.
 */
export type HostOperation<I> = (
  owned: OwnedHost,
  kind: OperationKind,
  formKey: string,
  viewer: Viewer,
  input: I,
) => Promise<ActionResult>;

/** What every form about a host sends: `host` (its id) and `key` (the form's own, made when the form was). */
const HOST_FIELDS = {
  // Any text: what is no id, isn't there and isn't yours get one and the same answer.
  host: z.string().max(64),
  key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
};

/** Support looks and does not touch, until the release in which they can view as a customer. */
const MAY_OPERATE: readonly Viewer["role"][] = ["customer", "admin"];

/** For one host of the person who asks. Whose it is comes before whether they may, so that a foreign id tells nothing. */
export function hostAction<F extends Fields = Record<never, never>>(spec: {
  kind: OperationKind;
  fields?: F;
  perform: HostOperation<Input<F>>;
}): PanelAction {
  const run = signedInClient
    .metadata({ name: spec.kind })
    .inputSchema(strict({ ...spec.fields, ...HOST_FIELDS }))
    .useValidated(async ({ next, ctx, parsedInput }) => {
      const { host, key, ...rest } = parsedInput as Record<string, string>;
      const owned = await openHost(ctx.viewer, host ?? "");
      if (!owned) {
        throw new Refusal({ ok: false, code: "not-found" });
      }
      if (!MAY_OPERATE.includes(ctx.viewer.role)) {
        throw new Refusal({ ok: false, code: "not-allowed" });
      }
      return next({ ctx: { owned, key: key ?? "", rest } });
    })
    .action(({ ctx }) =>
      // `rest` is what `F` parsed: the two fields taken off it are ours.
      spec.perform(ctx.owned, spec.kind, ctx.key, ctx.viewer, ctx.rest as Input<F>),
    );
  return asPanelAction(spec.kind, "host", run);
}
