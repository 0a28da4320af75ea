import "server-only";
import type { Role, Viewer } from "../accounts/viewer";
import type { ActionResult } from "./action-result";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { Refusal } from "./refusal";

/** For the provider's staff. A customer gets the answer of something that is not there. */
export function staffAction<F extends Fields>(spec: {
  name: string;
  fields: F;
  roles: readonly Exclude<Role, "customer">[];
  run: (at: { input: Input<F>; viewer: Viewer }) => Promise<ActionResult>;
}): PanelAction {
  const run = signedInClient
    .metadata({ name: spec.name })
    .inputSchema(strict(spec.fields))
    .useValidated(async ({ next, ctx }) => {
      const { role } = ctx.viewer;
      if (role === "customer") {
        throw new Refusal({ ok: false, code: "not-found" });
      }
      if (!spec.roles.includes(role)) {
        throw new Refusal({ ok: false, code: "not-allowed" });
      }
      return next();
    })
    .action(({ parsedInput, ctx }) => spec.run({ input: parsedInput as Input<F>, viewer: ctx.viewer }));
  return asPanelAction(spec.name, "staff", run);
}
