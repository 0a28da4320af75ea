import type { ActionResult } from "@/lib/action-result";
import type { FormAction } from "./action-form";

/** The text of a 429 of the server in front of Next, which Next throws in the browser: nothing was received. */
const REFUSED_UNREAD = /^Too Many Requests: try again in (\d+) s/;

/** The same of its 503: the panel's database is silent, and nothing was done. */
const AWAY = /^Service Unavailable: /;

/** What an error of a server action tells that never got to its action: the seconds to wait, or a fault; null for every other error. */
export function limitIn(error: unknown): ActionResult | null {
  const said = error instanceof Error ? error.message : "";
  if (AWAY.test(said)) {
    return { ok: false, code: "internal" };
  }
  const seconds = REFUSED_UNREAD.exec(said)?.[1];
  return seconds ? { ok: false, code: "too-many", waitSeconds: Number(seconds) } : null;
}

/** The page is of an earlier build, whose actions the server doesn't know: nothing was received. */
export const isOutdated = (error: unknown): boolean =>
  error instanceof Error && error.name === "UnrecognizedActionError";

/**
 * For `useActionState`: an action that returns the limit where it was refused unread. On the server it is the action
 * itself, so that its form works before hydration.
 */
export const limited = <Told extends object>(action: FormAction<Told>): FormAction<Told> =>
  typeof window === "undefined"
    ? action
    : async (previous, form) => {
        try {
          return await action(previous, form);
        } catch (error) {
          const limit = limitIn(error);
          if (!limit) {
            throw error;
          }
          return limit as ActionResult<Told>;
        }
      };
