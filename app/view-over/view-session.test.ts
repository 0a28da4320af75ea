import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { beforeEach, expect, it, vi } from "vitest";
import { viewAsCustomer } from "@/app/(admin)/admin/customers/[userid]/actions";
import { makeRecoveryCodes } from "@/lib/accounts/second-factor/recovery-codes";
import { confirmTotp, startTotp, waitingTotpSecret } from "@/lib/accounts/second-factor/totp";
import { currentViewer } from "@/lib/accounts/sessions/current-viewer";
import { sessionCookie } from "@/lib/accounts/sessions/session-cookie";
import { proveSession } from "@/lib/accounts/sessions/sessions";
import { form, newRequest, PASSWORD, request, signInAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";

import { rateLimits, signInFailures } from "@/lib/db/sign-in-schema";
import { views } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { allowChanges, endView } from "../(panel)/viewing/actions";

vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

useTestDatabase();
useSimulatedMaster();

const held = () => request.cookies.get(sessionCookie()) ?? "";
/** Who a request with this cookie comes from. */
async function whoHas(cookie: string) {
  newRequest();
  const kept = held();
  request.cookies.set(sessionCookie(), cookie);
  const viewer = await currentViewer();
  request.cookies.set(sessionCookie(), kept);
  return viewer;
}

let accountId = "";
let sessionId = "";
async function signIn(role: "admin" | "support") {
  ({ accountId, sessionId } = await signInAs(role));
}
async function begin(role: "admin" | "support" = "admin") {
  await signIn(role);
  expect(await viewAsCustomer(null, form({ userId: "10001", reason: "ticket 7" }))).toEqual({ ok: true });
  newRequest();
}
const changes = async () => (await proveSession(sessionId))?.view?.changes;
const allow = (fields: Record<string, string>) => allowChanges(null, form(fields));

beforeEach(async () => {
  await database().delete(rateLimits);
  await database().delete(signInFailures);
});

it("a view begins and ends with a new id in the cookie; the one before is dead at once, the session is the same", async () => {
  await signIn("admin");
  const first = held();
  await viewAsCustomer(null, form({ userId: "10001", reason: "ticket 7" }));
  // The same request draws its page once more: as the one that it was.
  expect(await currentViewer()).toMatchObject({ role: "admin", view: null });
  const second = held();
  expect(second).not.toBe(first);
  expect(await whoHas(first)).toBeNull();
  expect(await whoHas(second)).toMatchObject({ role: "customer", userId: "10001", sessionId });
  // Whoever kept the old id changes nothing either, and ends nobody's view.
  request.cookies.set(sessionCookie(), first);
  newRequest();
  expect(await endView(null, form({}))).toEqual({ ok: false, code: "signed-out" });
  request.cookies.set(sessionCookie(), second);
  newRequest();
  expect(await endView(null, form({}))).toEqual({ ok: true });
  expect(await whoHas(second)).toBeNull();
  expect(await whoHas(held())).toMatchObject({ role: "admin", view: null, sessionId });
});

it("of two clicks at once one begins the view, and the browser keeps an id that is good", async () => {
  await signIn("admin");
  const click = () => viewAsCustomer(null, form({ userId: "10001", reason: "ticket 7" }));
  const came = await Promise.all([click(), click()]);
  expect(came.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await whoHas(held())).toMatchObject({ role: "customer", sessionId });
  expect(await database().select().from(views).where(eq(views.sessionId, sessionId))).toHaveLength(1);
});

it("changes are allowed by the password, and by nothing that is wrong", async () => {
  await begin();
  expect(await allow({})).toMatchObject({ ok: false, code: "wrong-password" });
  expect(await allow({ password: "not it at all" })).toMatchObject({ ok: false, code: "wrong-password" });
  // Without a second factor there is no code that could be right.
  expect(await allow({ code: "000000", password: PASSWORD })).toMatchObject({ ok: false });
  expect(await changes()).toBe(false);
  expect(await allow({ password: PASSWORD, code: " " })).toEqual({ ok: true });
  expect(await changes()).toBe(true);
});

it("changes come with a new id in the cookie: whoever kept the one before is out", async () => {
  await begin();
  const before = held();
  expect(await allow({ password: "not it at all" })).toMatchObject({ ok: false });
  expect(held()).toBe(before);
  expect(await allow({ password: PASSWORD })).toEqual({ ok: true });
  expect(held()).not.toBe(before);
  expect(await whoHas(before)).toBeNull();
  expect(await whoHas(held())).toMatchObject({ sessionId, view: { changes: true } });
});

it("also by a code of the app or a recovery code, each once, and wrong ones have to wait", async () => {
  await begin();
  await startTotp(accountId);
  const secret = (await waitingTotpSecret(accountId)) ?? "";
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const codeAt = (steps: number) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
  await confirmTotp(accountId, codeAt(-1));
  const [recovery = ""] = await makeRecoveryCodes(accountId);
  // Used up by the set-up. What browsers fill in beside it does not count.
  expect(await allow({ code: codeAt(-1), password: PASSWORD })).toMatchObject({ code: "wrong-code" });
  expect(await changes()).toBe(false);
  await database().delete(signInFailures);
  expect(await allow({ code: codeAt(0) })).toEqual({ ok: true });
  await endView(null, form({}));

  newRequest();
  await viewAsCustomer(null, form({ userId: "10001", reason: "ticket 8" }));
  newRequest();
  expect(await changes()).toBe(false);
  expect(await allow({ code: recovery })).toEqual({ ok: true });
  expect(await allow({ code: recovery })).toMatchObject({ ok: false, code: "wrong-code" });
  const tries: string[] = [];
  for (let n = 0; n < 12; n++) {
    const came = await allow({ code: "12345x-99999" });
    tries.push(came.ok ? "ok" : came.code);
  }
  expect(new Set(tries)).toEqual(new Set(["wrong-code", "sign-in-wait"]));
});

it("support may not, unless a setting lets them", async () => {
  await begin("support");
  expect(await allow({ password: PASSWORD })).toEqual({ ok: false, code: "not-allowed" });
  expect(await changes()).toBe(false);
});
