import { useState, useSyncExternalStore, useTransition } from "react";
import { answered, type FormAction } from "@/components/ui/form/answered";
import type { ActionResult } from "@/lib/action-result";

const never = () => () => {};
const inBrowser = () => "PublicKeyCredential" in window;

/** Whether this browser knows passkeys; null on the server, where nobody can tell. */
export const usePasskeysHere = (): boolean | null =>
  useSyncExternalStore<boolean | null>(never, inBrowser, () => null);

export interface PasskeyActions {
  /** Hands out what the browser's own dialog needs, as JSON. */
  ask: FormAction<{ passkey: string }>;
  /** Takes what that dialog answered. */
  answer: FormAction<NewCodes>;
}

/** The first factor of an account comes with recovery codes, told this once. */
export type NewCodes = { codes: string[] };

const CANCELLED: ActionResult<NewCodes> = { ok: false, code: "invalid", reason: "cancelled" };

/** One round: the panel's question, the browser's own dialog, the panel's verdict. */
export function usePasskey(
  does: "use" | "make",
  { ask, answer }: PasskeyActions,
  onDone: (result: ActionResult<NewCodes>) => void,
) {
  const [result, setResult] = useState<ActionResult<NewCodes> | null>(null);
  const [pending, startTransition] = useTransition();
  const run = (fields: Record<string, string>) =>
    startTransition(async () => {
      setResult(null);
      const verdict = await oneRound(does, { ask, answer }, fields);
      startTransition(() => setResult(verdict));
      if (verdict.ok) {
        onDone(verdict);
      }
    });
  return { result, pending, run, asked: false };
}

export async function oneRound(
  does: "use" | "make",
  { ask, answer }: PasskeyActions,
  fields: Record<string, string>,
): Promise<ActionResult<NewCodes>> {
  const asked = await answered(ask)(null, new FormData());
  if (!asked.ok || !asked.passkey) {
    return asked.ok ? { ok: false, code: "internal" } : asked;
  }
  const response = await fromBrowser(does, asked.passkey);
  if (!response) {
    return CANCELLED;
  }
  const form = new FormData();
  form.set("response", response);
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, value);
  }
  return answered(answer)(null, form);
}

/** Null where the person, or the browser, would not. The library comes only now: most pages never need it. */
async function fromBrowser(does: "use" | "make", options: string): Promise<string | null> {
  const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
  const optionsJSON = JSON.parse(options);
  try {
    return JSON.stringify(
      does === "use" ? await startAuthentication({ optionsJSON }) : await startRegistration({ optionsJSON }),
    );
  } catch {
    return null;
  }
}
