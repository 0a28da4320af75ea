import type { FormAction } from "./action-form";

/** Forms whose answer leads away from the page. */
let leaving = 0;

/**
 * Loads the page anew, unless a form on it does so, or leads away, as soon as its answer is there. Where that form ends this
 * session or gives it a new id, the stream tells of the end before the answer brings the new cookie.
 */
export function reloadUnlessLeaving(): void {
  if (leaving === 0) {
    window.location.reload();
  }
}

interface Leaving {
  /** Where a whole page load leads after success: nothing of what was on the page may stay. */
  leaveTo?: string;
  /** Success loads this very page anew. */
  reload?: boolean;
}

/**
 * For `useActionState`: the action, and after success a whole page load; also where the form has left the page by then, as when
 * the host that it deletes is gone. On the server it is the action itself, so that its form works before hydration.
 */
export function leaveAfter<Told extends object>(
  action: FormAction<Told>,
  { leaveTo, reload }: Leaving,
): FormAction<Told> {
  if (typeof window === "undefined" || (!leaveTo && !reload)) {
    return action;
  }
  return async (previous, form) => {
    leaving += 1;
    let stays = true;
    try {
      const result = await action(previous, form);
      stays = !result.ok;
      return result;
    } finally {
      if (stays) {
        leaving -= 1;
      } else if (leaveTo) {
        window.location.replace(leaveTo);
      } else {
        window.location.reload();
      }
    }
  };
}
