import { beforeEach, expect, it, vi } from "vitest";
import { newAccount, newSession } from "@/lib/accounts/testing/new-account";
import { request } from "@/lib/actions/testing/fake-request";

vi.hoisted(() => {
  vi.stubEnv("STAFF_SECOND_FACTOR", "required");
});
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);

import { Secret, TOTP } from "otpauth";
import { customerAction } from "../../actions/customer-action";
import { hostCommand } from "../../actions/host-action";
import { readRoute } from "../../actions/read-route";
import { staffAction } from "../../actions/staff-action";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { passkeys } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import { encodeSession, sessionCookie } from "../sessions/session-cookie";
import { noteSecondFactor, proveSession } from "../sessions/sessions";
import { factorAdded, removeFactor } from "./change-factors";
import { factorsOf } from "./factors";
import { confirmTotp, startTotp, waitingTotpSecret } from "./totp";

useTestDatabase();

const ran = vi.fn(async () => ({ ok: true }) as const);
const OWN = customerAction({ name: "own", fields: {}, audit: null, run: ran });
const SET_UP = customerAction({ name: "set-up", fields: {}, settingUp: "allowed", audit: null, run: ran });
const STAFF = staffAction({ name: "staff", roles: ["admin"], fields: {}, audit: null, run: ran });
const START = { kind: "start", fields: {}, byScript: false, run: ran } as const;
const HOST = hostCommand({ start: START }, { by: "form" });
const ROUTE = readRoute(ran);
const get = async () =>
  (await ROUTE(new Request("http://127.0.0.1:3000/api/x"), { params: Promise.resolve({}) })).status;

async function signInAs(role: "admin" | "support") {
  const accountId = await newAccount(role);
  const session = await newSession(accountId, role);
  request.cookies.set(sessionCookie(), await encodeSession(accountId, session.sid, 3600));
  return { accountId, sessionId: session.sessionId, role };
}

beforeEach(async () => {
  request.headers = new Headers({ origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" });
  request.cookies.clear();
  ran.mockClear();
  await database().delete(accounts);
});

it.each(["admin", "support"] as const)(
  "%s without a second factor can set one up, and nothing else",
  async (role) => {
    const { sessionId } = await signInAs(role);
    for (const action of [OWN, STAFF, HOST]) {
      expect(await action(null, new FormData())).toEqual({ ok: false, code: "set-up-first" });
    }
    expect(await get()).toBe(401);
    expect(await proveSession(sessionId)).toBeNull();
    expect(ran).not.toHaveBeenCalled();
    expect(await SET_UP(null, new FormData())).toEqual({ ok: true });
  },
);

it("opens the pages as soon as the session gave a second factor", async () => {
  const { sessionId } = await signInAs("admin");
  await noteSecondFactor(sessionId);
  expect(await STAFF(null, new FormData())).toEqual({ ok: true });
  expect(await get()).toBe(200);
  expect(await proveSession(sessionId)).not.toBeNull();
});

async function withApp(accountId: string): Promise<void> {
  await startTotp(accountId);
  const secret = (await waitingTotpSecret(accountId)) ?? "";
  await confirmTotp(accountId, new TOTP({ secret: Secret.fromBase32(secret) }).generate());
}

it("doesn't let staff remove their last factor", async () => {
  const admin = await signInAs("admin");
  await withApp(admin.accountId);
  expect(await removeFactor(admin, { totp: true })).toBe("needed");
});

it("leaves staff one of their last two factors when both are removed at once", async () => {
  const admin = await signInAs("admin");
  const { accountId } = admin;
  await withApp(accountId);
  await database()
    .insert(passkeys)
    .values({ id: "one", accountId, publicKey: "k", counter: 0, transports: [], name: "one" });
  await factorAdded(admin);
  const removed = await Promise.all([
    removeFactor(admin, { totp: true }),
    removeFactor(admin, { passkey: "one" }),
  ]);
  expect(removed.toSorted()).toEqual(["needed", "removed"]);
  expect((await factorsOf(accountId)).recoveryCodesLeft).toBe(10);
});
