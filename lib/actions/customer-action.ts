import "server-only";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { refuseInView } from "./view-guard";

/** For any signed-in account, staff too, on its own things: nothing in the form names whose. */
export function customerAction<F extends Fields>(spec: {
  name: string;
  fields: F;
  /** Whether staff may do it while they look through a customer's eyes; on their own things, as ever. */
  inView?: "allowed";
  /** Whether staff may do it who have to set up a second factor before anything else. */
  settingUp?: "allowed";
  run: (at: { input: Input<F>; viewer: Viewer }) => Promise<ActionResult>;
}): PanelAction {
  const run = signedInClient
    .metadata({ name: spec.name, settingUp: spec.settingUp === "allowed" })
    .inputSchema(strict(spec.fields))
    .useValidated(async ({ next, ctx }) => {
      if (spec.inView !== "allowed") {
        refuseInView(ctx.viewer);
      }
      return next();
    })
    .action(({ parsedInput, ctx }) => spec.run({ input: parsedInput as Input<F>, viewer: ctx.viewer }));
  return asPanelAction(spec.name, "customer", run);
}
