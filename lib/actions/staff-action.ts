import "server-only";
import { isRedirectError } from "next/dist/client/components/redirect-error";
import { currentCaller } from "../accounts/caller";
import type { Role, Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import { inPageLanguage } from "../i18n/viewer-preferences";
import { log } from "../log";
import { type AuditEvent, recordIntent, settleAudit } from "../operations/audit";
import { markAsks } from "./action-kind";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { refuseNotProvenLately, refuseUnproven } from "./proof-guard";
import { Refusal } from "./refusal";

type StaffAction = Omit<AuditEvent, "outcome" | "address">;

/** What an action leaves in the audit, of what was sent; `null` for what changes nothing, or stands in the ledger. */
export type Audited<F extends Fields> =
  | ((at: { input: Input<F>; viewer: Viewer }) => StaffAction | Promise<StaffAction>)
  | null;

/**
 * For the provider's staff. A customer, and staff who look through a customer's eyes, get the answer of something that
 * is not there. What was tried stands in the audit, whatever came of it.
 */
export function staffAction<F extends Fields>(spec: {
  name: string;
  fields: F;
  roles: readonly Exclude<Role, "customer">[];
  audit: Audited<F>;
  /** Something is lost for good: who wants so is asked again who they are. */
  destructive?: true;
  /** It opens a person's account: asked again who they are, whether they want so or not. Some do only with some input. */
  asksAgain?: true | ((input: Input<F>) => Promise<boolean>);
  run: (at: { input: Input<F>; viewer: Viewer }) => Promise<ActionResult>;
}): PanelAction {
  const run = signedInClient
    .metadata({ name: spec.name })
    .inputSchema(strict(spec.fields))
    .useValidated(async ({ next, ctx, parsedInput }) => {
      const { role } = ctx.viewer;
      if (role === "customer") {
        throw new Refusal({ ok: false, code: "not-found" });
      }
      if (!spec.roles.includes(role)) {
        throw new Refusal({ ok: false, code: "not-allowed" });
      }
      if (spec.asksAgain === true || (await spec.asksAgain?.(parsedInput as Input<F>))) {
        await refuseNotProvenLately(ctx.viewer);
      } else if (spec.destructive) {
        await refuseUnproven(ctx.viewer);
      }
      return next();
    })
    .action(async ({ parsedInput, ctx }) => {
      const viewer = await inPageLanguage(ctx.viewer);
      const at = { input: parsedInput as Input<F>, viewer };
      const event = spec.audit && { ...(await spec.audit(at)), address: (await currentCaller()).address };
      return event ? inAudit(viewer, event, () => spec.run(at)) : spec.run(at);
    });
  const asked = spec.asksAgain ? "everybody" : spec.destructive ? "who-wants" : "never";
  return markAsks(asPanelAction(spec.name, "staff", run), asked);
}

async function inAudit(
  viewer: Viewer,
  event: Omit<AuditEvent, "outcome">,
  run: () => Promise<ActionResult>,
): Promise<ActionResult> {
  const intent = await recordIntent(viewer, event);
  // What was done is done, and its answer may be the only one that carries a password: the row stays unconfirmed then.
  const settle = (outcome: string) =>
    settleAudit(intent, outcome).catch((err) =>
      log.error({ err, intent }, "the outcome of a staff action was not kept"),
    );
  const result = await run().catch(async (err) => {
    // A form without JavaScript ends in a redirect. Any other error leaves open whether the action had an effect.
    if (isRedirectError(err)) {
      await settle("done");
    }
    throw err;
  });
  await settle(result.ok ? "done" : whyNot(result));
  return result;
}

/** The reason where there is one: "not possible" alone tells nobody anything a year later. */
const whyNot = ({ code, reason }: Extract<ActionResult, { ok: false }>): string =>
  code === "not-possible" ? (reason ?? code) : code;
