import type { ActionResult } from "@/lib/action-result";
import { setDrawnFor } from "./drawn-for";

/** A server action as `useActionState` takes it. `Told`: what its answers carry, such as a link to be shown once. */
export type FormAction<Told extends object = object> = (
  previous: ActionResult<Told> | null,
  data: FormData,
) => Promise<ActionResult<Told>>;

/** On a connection that died without a word an answer may never come; a proxy gives the panel a minute. */
const ANSWER_MS = 65_000;
/** Next sends one after the other: what is pressed behind one that hangs would leave at some later time. */
let hangs = false;

/** Of forms without an answer yet, by all that is in them: the key, and the host that they are about. */
const unanswered = new Map<string, { key: string; vmId: FormDataEntryValue | null }>();

/**
 * A form that counts once gets its key as it is sent: the same one as long as nobody answered the same form, so that a second
 * try is safe. What the server put there is for a browser without JavaScript. Returns what to call once it
 * is answered: from then on a lost form about the same host, sent again, is a new command.
 */
function setKey(form: FormData): () => void {
  if (!form.has("formKey")) {
    return () => {};
  }
  form.delete("formKey");
  const filled = JSON.stringify([...form.entries()]);
  const vmId = form.get("vmid");
  const { key } = unanswered.get(filled) ?? { key: newFormKey() };
  unanswered.set(filled, { key, vmId });
  form.set("formKey", key);
  return () => {
    for (const [other, about] of unanswered) {
      if (other === filled || (vmId !== null && about.vmId === vmId)) {
        unanswered.delete(other);
      }
    }
  };
}

/**
 * An action that never rejects: the `reason` is "lost" where no answer of the panel came back, so that nobody can say
 * whether it got the form, "unsent" where it didn't leave, and "outdated" where the page is of an earlier build. React shows
 * the first two once the browser has given up the request, too: Next's own wait for it is part of the same transition.
 */
export const answered =
  <Told extends object>(action: FormAction<Told>): FormAction<Told> =>
  async (previous, form) => {
    let reason = hangs ? "unsent" : "lost";
    let timer: ReturnType<typeof setTimeout> | undefined;
    setDrawnFor(form);
    const noteAnswer = setKey(form);
    try {
      if (!hangs) {
        const result = await Promise.race([
          action(previous, form).finally(() => {
            clearTimeout(timer);
            hangs = false;
          }),
          new Promise<never>((_, reject) => {
            timer = setTimeout(() => {
              hangs = true;
              reject();
            }, ANSWER_MS);
          }),
        ]);
        noteAnswer();
        return result;
      }
    } catch (error) {
      const { message = "", digest = "" } = (error ?? {}) as Partial<Record<string, string>>;
      // Redirects travel as errors, which Next must see.
      if (digest.startsWith("NEXT_")) {
        noteAnswer();
        throw error;
      }
      // Of the server in front of Next: it read nothing.
      const seconds = /^Too Many Requests: try again in (\d+) s/.exec(message)?.[1];
      if (seconds) {
        return { ok: false, code: "too-many", waitSeconds: Number(seconds) } as ActionResult<Told>;
      }
      // Of the same server: its database is silent, and nothing was done.
      const isAway = message.startsWith("Service Unavailable: ");
      reason = isOutdated(error) ? "outdated" : isAway ? "unsent" : reason;
    }
    return { ok: false, code: "internal", reason } as ActionResult<Told>;
  };

/** The page is of an earlier build, whose actions the server doesn't know: nothing was received. */
export const isOutdated = (error: unknown): boolean =>
  error instanceof Error && error.name === "UnrecognizedActionError";

/** A random UUID; made by hand since `randomUUID` is missing over plain HTTP. */
function newFormKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => {
    const value = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, "0");
  }).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
