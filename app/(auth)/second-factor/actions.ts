"use server";

import { z } from "zod";
import {
  currentPending,
  type Finished,
  finishByCode,
  finishByPasskey,
  pendingPasskeyOptions,
} from "@/lib/accounts/second-factor/finish-entry";
import { endPendingEntry } from "@/lib/accounts/second-factor/pending-entry";
import { readAuthentication, responseField } from "@/lib/accounts/second-factor/webauthn-response";
import { clearPendingCookie, setDeviceCookie, setEntryCookie } from "@/lib/accounts/sign-in/sign-in-cookies";
import type { ActionResult } from "@/lib/action-result";
import { leaveTo } from "@/lib/actions/leave-to";
import { openAction } from "@/lib/actions/open-action";

const next = z.string().max(512).optional();

async function leave(finished: Finished, wanted: string | undefined): Promise<ActionResult> {
  if (!finished.ok) {
    return finished;
  }
  await setDeviceCookie(finished.device);
  return leaveTo(await setEntryCookie(finished.entry, wanted));
}

/** A code from the app, or a recovery code, for the sign-in of this browser that waits for one. */
export const giveCode = openAction({
  name: "give-code",
  fields: { code: z.string().min(1).max(64), next },
  run: async ({ input, caller }) => leave(await finishByCode(input.code, caller), input.next),
});

export const askPasskey = openAction({
  name: "ask-passkey",
  fields: {},
  run: async (): Promise<ActionResult<{ passkey: string }>> => {
    const passkey = await pendingPasskeyOptions();
    return passkey ? { ok: true, passkey } : { ok: false, code: "signed-out" };
  },
});

export const givePasskey = openAction({
  name: "give-passkey",
  fields: { response: responseField, next },
  run: async ({ input, caller }) => {
    const response = readAuthentication(input.response);
    return response
      ? leave(await finishByPasskey(response, caller), input.next)
      : { ok: false, code: "invalid" };
  },
});

/** Whoever sits there is somebody else, or has no factor at hand. */
export const startAgain = openAction({
  name: "start-again",
  fields: {},
  run: async () => {
    const pending = await currentPending();
    if (pending) {
      await endPendingEntry(pending.id);
    }
    await clearPendingCookie();
    return leaveTo("/sign-in");
  },
});
