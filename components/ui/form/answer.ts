"use client";

import { useActionState } from "react";
import type { ActionResult } from "@/lib/action-result";
import { useAskedInstead } from "../overlay/dialog";
import { answered, type FormAction } from "./answered";

/** What a form, or several that share one, got back. */
export interface FormAnswer<Told extends object = object> {
  result: ActionResult<Told> | null;
  run: (form: FormData) => void;
  pending: boolean;
  /** A dialog of the page asks for what the answer wants first. */
  asked: boolean;
}

interface Leaving {
  /** Where a whole page load leads after success: nothing of what was on the page may stay. */
  leaveTo?: string;
  /** Success loads this very page anew. */
  reload?: boolean;
}

/** The one `useActionState` of the panel: whatever becomes of the request is an answer, and never an error of the page. */
export function useAnswer<Told extends object>(
  action: FormAction<Told>,
  leaving: Leaving = {},
): FormAnswer<Told> {
  // On the server the action itself, so that the form works before hydration; React takes either.
  const [result, run, pending] = useActionState(
    typeof window === "undefined" ? action : leaveAfter(answered(action), leaving),
    null,
  );
  return { result, run, pending, asked: useAskedInstead(result) };
}

/** Forms whose answer leads away from the page. */
let leavingNow = 0;

/**
 * Loads the page anew, unless a form on it does so, or leads away, as soon as its answer is there. Where that form ends this
 * session or gives it a new id, the stream tells of the end before the answer brings the new cookie.
 */
export function reloadUnlessLeaving(): void {
  if (leavingNow === 0) {
    window.location.reload();
  }
}

/** After success a whole page load; also where the form has left the page by then, as when the host that it deletes is gone. */
function leaveAfter<Told extends object>(
  action: FormAction<Told>,
  { leaveTo, reload }: Leaving,
): FormAction<Told> {
  if (!leaveTo && !reload) {
    return action;
  }
  return async (previous, form) => {
    leavingNow += 1;
    let stays = true;
    try {
      const result = await action(previous, form);
      stays = !result.ok;
      return result;
    } finally {
      if (stays) {
        leavingNow -= 1;
      } else if (leaveTo) {
        window.location.replace(leaveTo);
      } else {
        window.location.reload();
      }
    }
  };
}
