import { SignJWT } from "jose";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { challenges } from "../db/sign-in-schema";
import { useTestDatabase } from "../db/testing";
import { endRequest, runInRequest } from "../request-context";
import { confirmEmail } from "./links/change-email";
import { type LinkPurpose, makeLink } from "./links/links";
import { activateByLink, resetByLink } from "./links/use-link";
import { signInByPasskey } from "./second-factor/finish-entry";
import { newToken, tokenHash } from "./secrets";
import { signInWith } from "./sign-in/sign-in";
import { arriveBySso, enterBySso } from "./sign-in/sso";

/** Four forms of strangers are worked on at a time: none may keep its place while it waits for the master. */

useTestDatabase();
const findUsers = vi.hoisted(() => vi.fn());
vi.mock("../master", () => ({ master: () => ({ findUsers }) }));
const passkeyOf = vi.hoisted(() => vi.fn());
vi.mock("./second-factor/passkeys", async (original) => ({
  ...(await original<typeof import("./second-factor/passkeys")>()),
  accountOfPasskey: passkeyOf,
}));

const PASSWORD = "lamp under the stairs";
const EMAIL = "ann@example.net";
const SSO_SECRET = "a key of the billing system's, long enough";
const CALLER = { address: "203.0.113.9", userAgent: null, device: newToken() };
let accountId = "";

beforeEach(async () => {
  vi.stubEnv("SSO_SECRET", SSO_SECRET);
  accountId = await newAccount("customer", { username: "ann", email: EMAIL, password: PASSWORD });
  passkeyOf.mockResolvedValue(accountId);
});
afterEach(() => database().delete(accounts));

async function linkToken(purpose: LinkPurpose): Promise<string> {
  const of = purpose === "activate" ? { userId: "10009" } : { accountId };
  return new URL(await makeLink({ purpose, email: EMAIL, ...of })).hash.slice(1);
}

async function ssoChallenge(): Promise<string> {
  const challenge = newToken();
  const expiresAt = new Date(Date.now() + 60_000);
  await database()
    .insert(challenges)
    .values({ purpose: "sso", accountId, challenge: tokenHash(challenge), expiresAt });
  return challenge;
}

function ssoTicket(): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: "10001", aud: "http://127.0.0.1:3000", iat, exp: iat + 60, jti: newToken() };
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(SSO_SECRET));
}

const activation = { username: "bob", password: PASSWORD };
const noAnswer = {} as Parameters<typeof signInByPasskey>[0];
/** What each needs is made before its request begins. */
const WAYS: Record<string, () => Promise<() => Promise<unknown>>> = {
  "a password": async () => () => signInWith({ login: "ann", password: PASSWORD }, CALLER),
  "a passkey": async () => () => signInByPasskey(noAnswer, CALLER),
  "a ticket of single sign-on": async () => {
    const ticket = await ssoTicket();
    return () => arriveBySso(ticket);
  },
  "the click that confirms a ticket": async () => {
    const challenge = await ssoChallenge();
    return () => enterBySso(challenge, accountId, CALLER);
  },
  "an activation link": async () => {
    const token = await linkToken("activate");
    return () => activateByLink(token, activation);
  },
  "a reset link": async () => {
    const token = await linkToken("reset");
    return () => resetByLink(token, PASSWORD);
  },
  "a link to a new e-mail address": async () => {
    const token = await linkToken("email");
    return () => confirmEmail(token);
  },
};

it.each(Object.keys(WAYS))("gives its turn back before the master is asked: %s", async (way) => {
  const given = vi.fn();
  const turnsBackWhenAsked: number[] = [];
  findUsers.mockImplementation(async () => {
    turnsBackWhenAsked.push(given.mock.calls.length);
    return { ok: false, fault: { kind: "not-sent", cause: "connect-refused", detail: "" } };
  });
  const use = await WAYS[way]?.();
  const context = { requestId: "r", address: CALLER.address, peer: null, release: [given] };
  await runInRequest(context, async () => use?.());
  endRequest(context);
  expect(turnsBackWhenAsked.length).toBeGreaterThan(0);
  expect(new Set(turnsBackWhenAsked)).toEqual(new Set([1]));
  expect(given).toHaveBeenCalledOnce();
});
