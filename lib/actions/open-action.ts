import "server-only";
import { type Caller, currentCaller, takeAnonymousPoint } from "../accounts/caller";
import type { ActionResult } from "../action-result";
import { actionClient, asPanelAction, type Fields, type Input, type PanelAction, strict } from "./pipeline";
import { Refusal } from "./refusal";

/** For people without a session: sign-in, language. Each one is open to anybody, and stands by name in the test that lists them. */
export function openAction<F extends Fields>(spec: {
  name: string;
  fields: F;
  run: (at: { input: Input<F>; caller: Caller }) => Promise<ActionResult>;
}): PanelAction {
  const run = actionClient
    .metadata({ name: spec.name })
    .use(async ({ next }) => {
      const caller = await currentCaller();
      const waitSeconds = await takeAnonymousPoint(caller);
      if (waitSeconds > 0) {
        throw new Refusal({ ok: false, code: "too-many", waitSeconds });
      }
      return next({ ctx: { caller } });
    })
    .inputSchema(strict(spec.fields))
    .action(({ parsedInput, ctx }) => spec.run({ input: parsedInput as Input<F>, caller: ctx.caller }));
  return asPanelAction(spec.name, "open", run);
}
