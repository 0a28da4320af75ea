import "server-only";
import { isRedirectError } from "next/dist/client/components/redirect-error";
import { currentCaller } from "../accounts/caller";
import { isStaff, type Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import { log } from "../log";
import { type AuditEvent, recordIntent, settleAudit } from "../operations/audit";

export type AuditedEvent = Omit<AuditEvent, "outcome" | "address">;

/** Who leaves a row: whoever does it, or staff alone, as themselves and in a view. */
export type Audience = "everybody" | "staff";

/**
 * What an action leaves in the audit, of what was sent. `null`, by name: it changes nothing, or nothing but how the panel
 * looks to that account, or stands in the ledger, or writes its row itself. An event that is null: nothing is there to change.
 */
export type Audited<At> = {
  by: Audience;
  event: (at: At) => AuditedEvent | null | Promise<AuditedEvent | null>;
} | null;

/** Runs it with its row, where it is one that leaves a row for this viewer. */
export async function runAudited<At extends { viewer: Viewer }, R extends ActionResult>(
  audit: Audited<At>,
  at: At,
  run: () => Promise<R>,
): Promise<R> {
  const { viewer } = at;
  const event =
    audit && (audit.by === "everybody" || isStaff(viewer) || viewer.view) ? await audit.event(at) : null;
  return event ? inAudit(viewer, event, run) : run();
}

/** The row is there before `run` begins; what came of it is added after. Whatever breaks off stays unconfirmed. */
export async function inAudit<R extends ActionResult>(
  viewer: Viewer,
  event: AuditedEvent,
  run: () => Promise<R>,
): Promise<R> {
  const intent = await recordIntent(viewer, { ...event, address: (await currentCaller()).address });
  // What was done is done, and its answer may be the only one that carries a password: the row stays unconfirmed then.
  const settle = (outcome: string) =>
    settleAudit(intent, outcome).catch((err) =>
      log.error({ err, intent }, "the outcome of an audited action was not kept"),
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
