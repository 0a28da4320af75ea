import "server-only";
import { isRedirectError } from "next/dist/client/components/redirect-error";
import { currentCaller } from "../accounts/caller";
import { isStaff, type Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import { type AuditEvent, withAudit } from "../operations/audit";

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

/** Runs it with its row. A form without JavaScript ends in a redirect, which is its success. */
export const inAudit = async <R extends ActionResult>(
  viewer: Viewer,
  event: AuditedEvent,
  run: () => Promise<R>,
): Promise<R> =>
  withAudit(viewer, { ...event, address: (await currentCaller()).address }, run, {
    ofResult: (result) => (result.ok ? "done" : whyNot(result)),
    ofError: (err) => (isRedirectError(err) ? "done" : null),
  });

/** The reason where there is one: "not possible" alone tells nobody anything a year later. */
const whyNot = ({ code, reason }: Extract<ActionResult, { ok: false }>): string =>
  code === "not-possible" ? (reason ?? code) : code;
