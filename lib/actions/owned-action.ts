import "server-only";
import { z } from "zod";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import type { OwnedHost } from "../hosts/owned-host";
import { hostOfViewer, vmidField } from "./host-of-viewer";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";

const hostField = { vmid: vmidField };
const HostForm = z.object(hostField);

/**
 * For what the panel itself keeps about one host of the person who asks (a name, a note): no command to the master, so
 * no row of the ledger. Its form sends `vmid` beside `fields`. `run` writes to `owned.tenancyId` and nowhere else.
 */
export function ownedAction<F extends Fields>(spec: {
  name: string;
  fields: F;
  run: (at: { owned: OwnedHost; input: Input<F>; viewer: Viewer }) => Promise<ActionResult>;
}): PanelAction {
  const run = signedInClient
    .metadata({ name: spec.name })
    .inputSchema(strict({ ...spec.fields, ...hostField }))
    .useValidated(async ({ next, ctx, parsedInput }) =>
      next({ ctx: { owned: await hostOfViewer(ctx.viewer, HostForm.parse(parsedInput).vmid) } }),
    )
    .action(({ parsedInput, ctx: { owned, viewer } }) =>
      spec.run({ owned, input: parsedInput as Input<F>, viewer }),
    );
  return asPanelAction(spec.name, "owned", run);
}
