import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { setDisabled } from "../accounts/account-admin";
import { setPassword } from "../accounts/change-password";
import { resetFactors } from "../accounts/second-factor/change-factors";
import { tokenHash } from "../accounts/secrets";
import { endSessionsOf } from "../accounts/sessions/end-sessions";
import { encodeSession, sessionCookie } from "../accounts/sessions/session-cookie";
import { createSession } from "../accounts/sessions/sessions";
import { recordLook } from "../accounts/status/record-status";
import { revokeToken } from "../accounts/tokens/end-tokens";
import { isLiveToken } from "../accounts/tokens/prove-token";
import { newTokenText } from "../accounts/tokens/token-text";
import { listTokens, MOST_TOKENS, makeToken, type NewToken } from "../accounts/tokens/tokens";
import { actionKindOf } from "../actions/action-kind";
import { database, pool } from "../db/connection";
import { accounts } from "../db/schema";
import { apiTokens } from "../db/token-schema";
import { syncFleet } from "../hosts/mirror/sync-fleet";
import { openHost } from "../hosts/owned-host";
import { setProtection } from "../hosts/protection/protection";
import { ann } from "../hosts/testing/ann";
import { useSimulatedHosts } from "../hosts/testing/on-simulator";
import { apiRoute } from "./handle-api";
import { ask, freeLimits, newAccount, newTokenOf, program, signedIn } from "./testing/program";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const OWN = "101";
const from = (address: string) => ({ "x-forwarded-for": address });

let owner: string;
let manage: string;
beforeEach(async () => {
  await freeLimits();
  owner = await newAccount("customer", "10001");
  manage = await newTokenOf(owner);
  await simulator().control.clearJournal();
});

const status = async (token: string | null, path = "/hosts") => (await program(path, { token })).status;
const effects = async () => (await simulator().control.journal()).effects;

describe("every address", () => {
  it("is made by one builder", () => {
    expect(actionKindOf(apiRoute)).toBe("api-route");
  });

  it("looks for no token by a text that can't be one", async () => {
    const asked = vi.spyOn(pool(), "query");
    const looks = () => asked.mock.calls.filter((call) => JSON.stringify(call).includes("token_hash")).length;
    for (const text of [
      "hello",
      `rsp_${"x".repeat(43)}`,
      `rsp_${"x".repeat(49)}`,
      `${manage.slice(0, -1)}!`,
    ]) {
      expect(await status(text), text).toBe(401);
    }
    expect(looks()).toBe(0);
    expect(await status(newTokenText())).toBe(401);
    expect(looks()).toBe(1);
    asked.mockRestore();
  });

  it("still takes a token of the first release, which has no checksum", async () => {
    const older = newTokenText().slice(0, -6);
    await database()
      .update(apiTokens)
      .set({ tokenHash: tokenHash(older), hasChecksum: false })
      .where(eq(apiTokens.tokenHash, tokenHash(manage)));
    await vi.waitFor(async () => expect(await status(older)).toBe(200), { timeout: 15_000 });
  });

  it("looks at no cookie, and a browser's routes at no token", async () => {
    const { sid } = await createSession({ id: owner, role: "customer" }, { userAgent: null, address: null });
    const cookie = `${sessionCookie()}=${await encodeSession(owner, sid, 3600)}`;
    expect((await program("/hosts", { headers: { cookie } })).status).toBe(401);
  });
});

describe("a token is over", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["revoked", async () => revokeToken(owner, (await listTokens(owner))[0]?.id ?? "")],
    ["its account disabled", () => setDisabled(owner, true)],
    [
      "its account disabled by whatever ends no token",
      () => database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.id, owner)),
    ],
    ["its account removed", () => database().delete(accounts).where(eq(accounts.id, owner))],
    ["its account's password changed", () => setPassword(owner, "another long secret 77")],
    ["its account's factors reset", () => resetFactors(owner)],
    ["its account's sessions ended by staff", () => endSessionsOf(owner, { reason: "by-staff" })],
    ["its customer disabled in RStack", () => recordLook(owner, "disabled")],
    [
      "expired",
      () =>
        database()
          .update(apiTokens)
          .set({ expiresAt: new Date(Date.now() - 1) }),
    ],
  ])("once %s", async (_, end) => {
    expect(await status(manage)).toBe(200);
    await end();
    expect(await status(manage)).toBe(401);
    expect((await ask(`/hosts/${OWN}/operations`, "force-stop", {}, { token: manage })).status).toBe(401);
    expect(await effects()).toEqual([]);
  });

  it("and doesn't come back with its account", async () => {
    await setDisabled(owner, true);
    await setDisabled(owner, false);
    expect(await status(manage)).toBe(401);
  });

  it("but goes on where its owner merely signs out", async () => {
    await endSessionsOf(owner, { reason: "signed-out" });
    await endSessionsOf(owner, { reason: "signed-out" });
    expect(await status(manage)).toBe(200);
  });

  it("for another account's wish never", async () => {
    const other = await newAccount("customer", "10002");
    expect(await revokeToken(other, (await listTokens(owner))[0]?.id ?? "")).toBeNull();
    expect(await status(manage)).toBe(200);
  });
});

it("a token is held back by a protected host as its person is", async () => {
  const owned = await openHost(ann, OWN);
  if (!owned) throw new Error("not theirs");
  await setProtection(owned, true);
  for (const [kind, fields] of [
    ["force-stop", {}],
    ["reinstall", { image: "11", disks: "all", password: "", typedName: owned.row.name }],
    ["delete-snapshot", { snapshot: "s1", typedName: owned.row.name }],
  ] as const) {
    const { status: told, body } = await ask(`/hosts/${OWN}/operations`, kind, fields, { token: manage });
    expect([told, body.code, body.reason], kind).toEqual([422, "not-possible", "protected"]);
  }
  expect((await program(`/hosts/${OWN}`, { token: manage })).body.protected).toBe(true);
  expect(await effects()).toEqual([]);
  await setProtection(owned, false);
});

describe("a narrowed token", () => {
  it("does what its scope covers, and no more", async () => {
    const read = await newTokenOf(owner, { scope: "read" });
    const power = await newTokenOf(owner, { scope: "power" });
    const post = async (token: string, kind: string, fields = {}) =>
      (await ask(`/hosts/${OWN}/operations`, kind, fields, { token })).body.code ?? "asked";
    expect(await status(read, `/hosts/${OWN}`)).toBe(200);
    expect(await post(read, "force-stop")).toBe("scope-missing");
    expect(await post(read, "create-snapshot")).toBe("scope-missing");
    expect(await post(power, "create-snapshot")).toBe("scope-missing");
    expect(await effects()).toEqual([]);
    expect(await post(power, "force-stop")).toBe("asked");
  });

  it("knows its own hosts alone, as long as they are this customer's", async () => {
    const { tenancyId } = (await openHost(ann, OWN)) ?? { tenancyId: "" };
    const token = await newTokenOf(owner, { tenancyIds: [tenancyId] });
    expect(await status(token, `/hosts/${OWN}`)).toBe(200);
    expect(await status(token, "/hosts/102")).toBe(404);
    expect((await ask("/hosts/102/operations", "force-stop", {}, { token })).status).toBe(404);
    const { body } = await program("/hosts", { token });
    expect(body.hosts.map((one: { id: string }) => one.id)).toEqual([OWN]);
    expect((await listTokens(owner))[0]?.hosts).toEqual([OWN]);
    const elsewhere = await ask("/hosts/102/operations", "force-stop", {}, { token: manage });
    expect(await status(token, `/operations/${elsewhere.body.id}`)).toBe(404);
    expect(await status(manage, `/operations/${elsewhere.body.id}`)).toBe(200);
  });

  it("is refused from outside its address ranges, and where the address isn't known", async () => {
    const token = await newTokenOf(owner, { addressRanges: ["203.0.113.0/24", "2001:db8::/32"] });
    const code = async (headers: Record<string, string>) =>
      (await program("/hosts", { token, headers })).body.code ?? "let in";
    expect(await code(from("203.0.113.9"))).toBe("let in");
    expect(await code(from("2001:db8::9"))).toBe("let in");
    expect(await code(from("198.51.100.9"))).toBe("address-refused");
    expect(await code(from("203.0.113.9, 198.51.100.9"))).toBe("address-refused");
    expect(await code({})).toBe("address-refused");
  });

  it("can't be made without end", async () => {
    const one = {
      name: "x",
      scope: "read",
      tenancyIds: null,
      addressRanges: [],
      expiresAt: null,
    } satisfies NewToken;
    const asking = await signedIn(owner);
    const made = await Promise.all(Array.from({ length: MOST_TOKENS + 3 }, () => makeToken(asking, one)));
    expect(made.filter((result) => result !== "full")).toHaveLength(MOST_TOKENS - 1);
  });

  it("can't be made by a session that ended meanwhile, so that it outlives no change of the password", async () => {
    const other = await newAccount("customer", "10002");
    const asking = await signedIn(other);
    const one: NewToken = { name: "x", scope: "read", tenancyIds: null, addressRanges: [], expiresAt: null };
    const [, made] = await Promise.all([
      endSessionsOf(other, { reason: "password-changed" }),
      makeToken(asking, one),
    ]);
    expect(await makeToken(asking, one)).toBe("session-over");
    const token = typeof made === "string" ? null : made.token;
    expect(token && (await isLiveToken(token))).toBeFalsy();
  });
});

it("loses a host at once when it changes hands, with all that was asked of it", async () => {
  const { body } = await ask(`/hosts/${OWN}/operations`, "force-stop", {}, { token: manage });
  expect(await status(manage, `/operations/${body.id}`)).toBe(200);
  await simulator().control.setHost(OWN, { userid: "10002" });
  await syncFleet();
  await simulator().control.clearJournal();
  for (const path of [`/hosts/${OWN}`, `/hosts/${OWN}/snapshots`, `/operations/${body.id}`]) {
    expect(await status(manage, path), path).toBe(404);
  }
  expect((await ask(`/hosts/${OWN}/operations`, "force-stop", {}, { token: manage })).status).toBe(404);
  expect(await effects()).toEqual([]);
  // Nor does what was asked before show to the next one.
  const next = await newTokenOf(await newAccount("customer", "10002"));
  expect(await status(next, `/hosts/${OWN}`)).toBe(200);
  expect(await status(next, `/operations/${body.id}`)).toBe(404);
  expect((await program(`/hosts/${OWN}/operations`, { token: next })).body.operations).toEqual([]);
});

it("notes when and from where it was last used, and shows no token again", async () => {
  await program("/hosts", { token: manage, headers: from("203.0.113.9") });
  const [shown] = await listTokens(owner);
  expect(shown).toMatchObject({ lastAddress: "203.0.113.9", ending: manage.slice(-4) });
  expect(Date.parse(shown?.lastUsedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  const kept = JSON.stringify(await database().select().from(apiTokens));
  expect(kept).not.toContain(manage.slice(4, 20));
});
