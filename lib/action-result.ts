import type { OperationView } from "./operations/operation-view";

/** Every way an action can end that is not success; by which `faults.json` has a sentence. Returned, never thrown. */
export const ACTION_CODES = [
  "wrong-origin",
  "signed-out",
  "too-many",
  "invalid",
  "not-found",
  "not-allowed",
  "busy",
  "view-locked",
  "view-over",
  "not-possible",
  "form-used",
  "wrong-password",
  "weak-password",
  "email-unusable",
  "unconfirmed",
  "link-over",
  "wrong-code",
  "set-up-first",
  "prove-again",
  "sign-in-failed",
  "sign-in-wait",
  "not-confirmed",
  "master-down",
  "refused",
  "internal",
] as const;
export type ActionCode = (typeof ACTION_CODES)[number];

interface Done {
  ok: true;
  operation?: OperationView;
  /** What went not quite as asked all the same; a message key of the page that asked. */
  note?: string;
}

interface NotDone {
  ok: false;
  code: ActionCode;
  /** The request's id, for support to find it in the log. */
  ref?: string;
  /** For `sign-in-wait` and `too-many`. */
  waitSeconds?: number;
  /** The master's own words for a refusal; for staff, where no operation carries them. */
  said?: string;
  /** For `busy`: the operation in progress. */
  operation?: OperationView;
  /** For `not-possible`: the `BlockReason`. */
  reason?: string;
  /** For what was asked of many hosts: the ids of those that it couldn't be done to. */
  hosts?: string[];
  /** Field name → message key. */
  fields?: Record<string, string>;
  /** What was sent, secrets apart: for a page that is drawn anew without JavaScript. */
  sent?: Record<string, string>;
}

/** What an action answers. `Told`: what one kind of action tells beyond that, such as a link to be shown once. */
export type ActionResult<Told extends object = object> = (Done | NotDone) & Partial<Told>;

/** The field of a form that says for which of a person's customers it was drawn. */
export const DRAWN_FOR = "drawnFor";
