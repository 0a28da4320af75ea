import "server-only";
import { isRedirectError } from "next/dist/client/components/redirect-error";
import { currentCaller } from "../accounts/caller";
import type { Role, Viewer } from "../accounts/viewer";
import { type AuditEvent, recordAudit } from "../operations/audit";
import type { ActionResult } from "./action-result";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";
import { refuseUnproven } from "./proof-guard";
import { Refusal } from "./refusal";

/** What an action leaves in the audit, of what was sent; `null` for what changes nothing. */
export type Audited<F extends Fields> =
  | ((at: { input: Input<F>; viewer: Viewer }) => Omit<AuditEvent, "outcome" | "address">)
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
      if (spec.destructive) {
        await refuseUnproven(ctx.viewer);
      }
      return next();
    })
    .action(async ({ parsedInput, ctx: { viewer } }) => {
      const at = { input: parsedInput as Input<F>, viewer };
      const note = async (outcome: string) => {
        if (spec.audit) {
          const { address } = await currentCaller();
          await recordAudit(viewer, { ...spec.audit(at), outcome, address });
        }
      };
      const result = await spec.run(at).catch(async (err) => {
        // A form without JavaScript is led away by a redirect: that is an end as good as any. Also what broke off may
        // have had an effect.
        await note(isRedirectError(err) ? "done" : "internal");
        throw err;
      });
      await note(result.ok ? "done" : result.code);
      return result;
    });
  return asPanelAction(spec.name, "staff", run);
}
