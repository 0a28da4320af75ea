import type { CreatedHostView } from "../fleet/hosts/created-host";
import type { HandOff } from "../hosts/console/console-view";
import type { TxtRecord } from "../hosts/network/network-view";
import type { OperationView } from "../operations/operation-view";

/** Every way an action can end that is not success; a message key of `errors`. Returned, never thrown. */
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

export type ActionResult =
  | {
      ok: true;
      operation?: OperationView;
      /** What went not quite as asked all the same; a message key of the page that asked. */
      note?: string;
      /** To be shown once to the one who asked: it is kept nowhere in clear. */
      shown?: string;
      /** What the browser's passkey dialog needs, as JSON. */
      passkey?: string;
      /** New recovery codes, in clear this once. */
      codes?: string[];
      /** A host that staff just made: the one answer that carries its password. */
      created?: CreatedHostView;
      /** For Open console: what the browser sends to the node. No page may keep it as form state: it would be in its HTML. */
      handOff?: HandOff;
    }
  | {
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
      /** For the reason `domain-proof`: the record that proves the name. */
      txtRecord?: TxtRecord;
      /** For sign-in: the name as it was typed, so that the form keeps it without JavaScript, too. */
      login?: string;
      /** Field name → message key. */
      fields?: Record<string, string>;
    };
