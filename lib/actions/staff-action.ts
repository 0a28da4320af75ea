import "server-only";
import type { Role, Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import { inPageLanguage } from "../i18n/viewer-preferences";
import { markAsks, markAudits } from "./action-kind";
import { type AuditedEvent, inAudit } from "./audited";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { refuseNotProvenLately, refuseUnproven } from "./proof-guard";
import { Refusal } from "./refusal";

type At<F extends Fields> = { input: Input<F>; viewer: Viewer };

/**
 * For the provider's staff. A customer, and staff who look through a customer's eyes, get the answer of something that
 * is not there. What was tried stands in the audit, whatever came of it.
 */
export function staffAction<F extends Fields>(spec: {
  name: string;
  fields: F;
  roles: readonly Exclude<Role, "customer">[];
  /** Its row in the audit, of what was sent; `null` for what changes nothing, or stands in the ledger. */
  audit: ((at: At<F>) => AuditedEvent | Promise<AuditedEvent>) | null;
  /** Something is lost for good: who wants so is asked again who they are. */
  destructive?: true;
  /** It opens a person's account: asked again who they are, whether they want so or not. Some do only with some input. */
  asksAgain?: true | ((input: Input<F>) => Promise<boolean>);
  run: (at: At<F>) => Promise<ActionResult>;
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
      return spec.audit ? inAudit(viewer, await spec.audit(at), () => spec.run(at)) : spec.run(at);
    });
  const asked = spec.asksAgain ? "everybody" : spec.destructive ? "who-wants" : "never";
  const action = markAsks(asPanelAction(spec.name, "staff", run), asked);
  return markAudits(action, spec.audit ? "staff" : "nobody");
}
