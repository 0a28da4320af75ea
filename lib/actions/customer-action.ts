import "server-only";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import { markAudits } from "./action-kind";
import { type Audited, runAudited } from "./audited";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { refuseInView } from "./view-guard";

type At<F extends Fields> = { input: Input<F>; viewer: Viewer };

/** For any signed-in account, staff too, on its own things: nothing in the form names whose. */
export function customerAction<F extends Fields, P = undefined>(spec: {
  name: string;
  fields: F;
  /** Whether staff may do it while they look through a customer's eyes; on their own things, as ever. */
  inView?: "allowed";
  /** Whether staff may do it who have to set up a second factor before anything else. */
  settingUp?: "allowed";
  /** What is looked up, and refused by a `Refusal`, before there is anything to write down. */
  prepare?: (at: At<F>) => P | Promise<P>;
  audit: Audited<At<F> & { prepared: P }>;
  run: (at: At<F> & { prepared: P }) => Promise<ActionResult>;
}): PanelAction {
  const { audit } = spec;
  const ofAccount: typeof audit = audit && {
    ...audit,
    event: async (at) => {
      const event = await audit.event(at);
      return event && { userId: at.viewer.userId, ...event };
    },
  };
  const run = signedInClient
    .metadata({ name: spec.name, settingUp: spec.settingUp === "allowed" })
    .inputSchema(strict(spec.fields))
    .useValidated(async ({ next, ctx }) => {
      if (spec.inView !== "allowed") {
        refuseInView(ctx.viewer);
      }
      return next();
    })
    .action(async ({ parsedInput, ctx: { viewer } }) => {
      const asked = { input: parsedInput as Input<F>, viewer };
      const at = { ...asked, prepared: (await spec.prepare?.(asked)) as P };
      return runAudited(ofAccount, at, () => spec.run(at));
    });
  return markAudits(asPanelAction(spec.name, "customer", run), audit?.by ?? "nobody");
}
