"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { currentCaller } from "@/lib/accounts/caller";
import { mayTieThemselves, untie } from "@/lib/accounts/oidc/ties";
import { factorAdded, removeFactor, renewRecoveryCodes } from "@/lib/accounts/second-factor/change-factors";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import {
  accountOfPasskey,
  keepPasskey,
  newPasskeyOptions,
  passkeyOptions,
} from "@/lib/accounts/second-factor/passkeys";
import {
  allWays,
  mayChangeFactors,
  notePresence,
  proofWays,
  proveByText,
  setAskingAgain,
} from "@/lib/accounts/second-factor/proof";
import { confirmTotp as confirm, startTotp as start } from "@/lib/accounts/second-factor/totp";
import {
  readAuthentication,
  readRegistration,
  responseField,
} from "@/lib/accounts/second-factor/webauthn-response";
import { tellOwner } from "@/lib/accounts/security-mail";
import { SET_UP_PATH } from "@/lib/accounts/sessions/current-viewer";
import { signInOf, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { customerAction } from "@/lib/actions/customer-action";
import { leaveTo } from "@/lib/actions/leave-to";
import { refuseLinked } from "@/lib/actions/proof-guard";
import { Refusal } from "@/lib/actions/refusal";
import type { AuditAction } from "@/lib/operations/audit";
import { providerView } from "@/lib/provider/settings";

const PATH = "/account";

function drawAgain(): void {
  revalidatePath(PATH);
  revalidatePath(SET_UP_PATH);
}

const leaves = (action: AuditAction) => ({ by: "everybody" as const, event: () => ({ action }) });

/** Before what decides how a person gets in. */
async function refuseWithoutPresence({ viewer }: { viewer: Viewer }): Promise<void> {
  refuseLinked(viewer);
  if (!(await mayChangeFactors(viewer))) {
    throw new Refusal({ ok: false, code: "prove-again" });
  }
}

/** The page is not drawn again where it shows codes: they are there this once. */
async function added(viewer: Viewer): Promise<ActionResult<{ codes: string[] }>> {
  const codes = await factorAdded(viewer);
  if (codes) {
    return { ok: true, codes };
  }
  drawAgain();
  return { ok: true };
}

export const startTotp = customerAction({
  name: "start-totp",
  settingUp: "allowed",
  fields: {},
  prepare: refuseWithoutPresence,
  audit: null,
  run: async ({ viewer }) => {
    const started = await start(viewer.accountId);
    drawAgain();
    return started ? { ok: true } : { ok: false, code: "not-possible" };
  },
});

export const confirmTotp = customerAction({
  name: "confirm-totp",
  settingUp: "allowed",
  fields: { code: z.string().min(1).max(16) },
  prepare: refuseWithoutPresence,
  audit: leaves("second-factor-added"),
  run: async ({ input, viewer }) => {
    const right = await confirm(viewer.accountId, input.code.replace(/\s/g, ""));
    return right ? added(viewer) : { ok: false, code: "wrong-code" };
  },
});

export const askNewPasskey = customerAction({
  name: "ask-new-passkey",
  settingUp: "allowed",
  fields: {},
  prepare: refuseWithoutPresence,
  audit: null,
  run: async ({ viewer }): Promise<ActionResult<{ passkey: string }>> => {
    const account = { id: viewer.accountId, username: viewer.username };
    const { name } = await providerView();
    return { ok: true, passkey: await newPasskeyOptions(account, viewer.sessionId, name) };
  },
});

export const addPasskey = customerAction({
  name: "add-passkey",
  settingUp: "allowed",
  fields: { response: responseField, name: z.string().max(60).trim().min(1) },
  prepare: ({ input, viewer }) => {
    refuseLinked(viewer);
    const response = readRegistration(input.response);
    if (!response) {
      throw new Refusal({ ok: false, code: "invalid" });
    }
    return response;
  },
  audit: leaves("second-factor-added"),
  run: async ({ input, viewer, prepared }) => {
    const kept = await keepPasskey(viewer.accountId, viewer.sessionId, prepared, input.name);
    return kept ? added(viewer) : { ok: false, code: "wrong-code" };
  },
});

async function remove(viewer: Viewer, which: Parameters<typeof removeFactor>[1]): Promise<ActionResult> {
  const removal = await removeFactor(viewer, which);
  if (removal !== "removed") {
    return removal === "needed"
      ? { ok: false, code: "not-possible", reason: "needed" }
      : { ok: false, code: "not-found" };
  }
  drawAgain();
  return { ok: true };
}

export const removeTotp = customerAction({
  name: "remove-totp",
  fields: {},
  prepare: refuseWithoutPresence,
  audit: leaves("second-factor-removed"),
  run: ({ viewer }) => remove(viewer, { totp: true }),
});

export const removePasskey = customerAction({
  name: "remove-passkey",
  fields: { passkey: z.string().min(1).max(2048) },
  prepare: refuseWithoutPresence,
  audit: leaves("second-factor-removed"),
  run: ({ input, viewer }) => remove(viewer, { passkey: input.passkey }),
});

export const newRecoveryCodes = customerAction({
  name: "new-recovery-codes",
  fields: {},
  prepare: async ({ viewer }) => {
    await refuseWithoutPresence({ viewer });
    if (!(await hasSecondFactor(viewer.accountId))) {
      throw new Refusal({ ok: false, code: "not-possible" });
    }
  },
  audit: leaves("recovery-codes-made"),
  run: async ({ viewer }): Promise<ActionResult<{ codes: string[] }>> => ({
    ok: true,
    codes: await renewRecoveryCodes(viewer.accountId),
  }),
});

export const connectProvider = customerAction({
  name: "connect-provider",
  fields: {},
  prepare: refuseWithoutPresence,
  // The tie itself is written down where the provider's answer makes it.
  audit: null,
  run: () => leaveTo("/sign-in/provider?for=tie"),
});

export const disconnectProvider = customerAction({
  name: "disconnect-provider",
  fields: {},
  prepare: async ({ viewer }) => {
    await refuseWithoutPresence({ viewer });
    if (!mayTieThemselves(viewer.role)) {
      throw new Refusal({ ok: false, code: "not-allowed" });
    }
    if (!(await allWays(viewer.accountId)).password) {
      throw new Refusal({ ok: false, code: "not-possible", reason: "no-password" });
    }
  },
  audit: leaves("provider-disconnected"),
  run: async ({ viewer }) => {
    await untie(viewer.accountId, viewer.sessionId);
    drawAgain();
    return { ok: true };
  },
});

/** To be asked again needs something to be asked for; to stop being asked needs to have been asked. */
export const setAskAgain = customerAction({
  name: "set-ask-again",
  fields: { askAgain: z.enum(["0", "1"]) },
  prepare: async ({ input, viewer }) => {
    refuseLinked(viewer);
    const wanted = input.askAgain === "1";
    if (!wanted) {
      await refuseWithoutPresence({ viewer });
    }
    const { totp, passkey, password, provider } = await proofWays(viewer.accountId);
    if (wanted && !totp && !passkey && !password && !provider) {
      throw new Refusal({ ok: false, code: "not-possible" });
    }
    return wanted;
  },
  audit: {
    by: "everybody",
    event: ({ prepared }) => ({ action: prepared ? "asking-again-on" : "asking-again-off" }),
  },
  run: async ({ viewer, prepared: wanted }) => {
    if ((await setAskingAgain(viewer.accountId, wanted)) && !wanted) {
      tellOwner(viewer.accountId, "asking-again-off");
    }
    revalidatePath("/", "layout");
    return { ok: true };
  },
});

// Asking again is about the person who sits there, so also while staff look through a customer's eyes.

export const proveAgain = customerAction({
  name: "prove-again",
  settingUp: "allowed",
  inView: "allowed",
  fields: { proof: z.string().min(1).max(1024) },
  audit: null,
  run: async ({ input, viewer }) => {
    const proved = await proveByText(viewer, input.proof, await currentCaller());
    if (!proved.ok) {
      return proved;
    }
    drawAgain();
    return { ok: true };
  },
});

export const askPasskeyAgain = customerAction({
  name: "ask-passkey-again",
  settingUp: "allowed",
  inView: "allowed",
  fields: {},
  audit: null,
  run: async ({ viewer }): Promise<ActionResult<{ passkey: string }>> => ({
    ok: true,
    passkey: await passkeyOptions(signInOf(viewer), `again ${viewer.sessionId}`),
  }),
});

export const proveByPasskey = customerAction({
  name: "prove-by-passkey",
  settingUp: "allowed",
  inView: "allowed",
  fields: { response: responseField },
  audit: null,
  run: async ({ input, viewer }) => {
    const response = readAuthentication(input.response);
    const purpose = `again ${viewer.sessionId}`;
    if (!response || !(await accountOfPasskey(signInOf(viewer), purpose, response))) {
      return { ok: false, code: "wrong-code" };
    }
    await notePresence(viewer.sessionId);
    drawAgain();
    return { ok: true };
  },
});
