import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newAccount as accountOf } from "@/lib/accounts/testing/new-account";
import { accountNamed, setDisabled } from "../accounts/account-admin";
import { changeOwnPassword, setPassword } from "../accounts/change-password";
import {
  customersOf,
  isOwnCustomer,
  linkCustomer,
  switchCustomer,
  unlinkCustomer,
} from "../accounts/linked/linked-customers";
import { requestEntry } from "../accounts/links/reset-and-invite";
import { saveTimeZone } from "../accounts/preferences";
import { hasProvenLately, notePresence, setAskingAgain } from "../accounts/second-factor/proof";
import { encodeSession, sessionCookie } from "../accounts/sessions/session-cookie";
import { createSession, proveSession } from "../accounts/sessions/sessions";
import { drawnForOf } from "../accounts/sessions/tab-session";
import type { Viewer } from "../accounts/sessions/viewer";
import { signInWith } from "../accounts/sign-in/sign-in";
import { makeSignInCode } from "../accounts/sign-in/sso";
import { accountToActFor, actingCustomer } from "../accounts/status/acting-customer";
import { retireHolder } from "../accounts/status/number-holder";
import { confirmCustomer } from "../accounts/status/rstack-status";
import { proveToken } from "../accounts/tokens/prove-token";
import { makeToken, type NewToken } from "../accounts/tokens/tokens";
import { database } from "../db/connection";
import { consoles } from "../db/host-schema";
import { notifications } from "../db/notification-schema";
import { accounts } from "../db/schema";
import { accountLinks, rateLimits } from "../db/sign-in-schema";
import { follow } from "../fleet/customers/change-number";
import { endDueConsoles } from "../hosts/console/end-due";
import { openConsole } from "../hosts/console/open-console";
import { syncOwner } from "../hosts/mirror/sync-owner";
import { findHost } from "../hosts/owned-host";
import { useSimulatedHosts } from "../hosts/testing/on-simulator";
import { master } from "../master";
import { recordNotification } from "../notifications/record";
import { mailAddressOf } from "../notifications/settings";
import { parseUserId, type UserId } from "../rstack/ids";
import { stillThere } from "./batch/run-batches";
import { customerAction } from "./customer-action";
import { refuseLinked } from "./proof-guard";
import { form, newRequest, PASSWORD, request } from "./testing/fake-request";

// Ann has the hosts from 101 on, and signs in for Bert (from 201 on) as well.

vi.mock("next/headers", async () => (await import("./testing/fake-request")).nextHeaders);
const sent = vi.hoisted(() => vi.fn(async (_mail: { to: string }) => true));
vi.mock("../mail", () => ({ canMail: () => true, sendMail: sent }));
vi.stubEnv("CONSOLE_HOSTS", "198.51.100.2:8001");
useSimulatedHosts();

const id = (text: string): UserId => {
  const userId = parseUserId(text);
  if (!userId) throw new Error(text);
  return userId;
};
const [ANN, BERT] = [id("10001"), id("10002")];

const CALLER = { address: null, userAgent: null, device: null };
const TOKEN: NewToken = {
  name: "CI",
  scope: "read",
  tenancyIds: null,
  addressRanges: [],
  expiresAt: null,
};

let ann: { id: string; username: string; sessionId: string; linked: string };
const viewerNow = async (): Promise<Viewer> => {
  const viewer = await proveSession(ann.sessionId);
  if (!viewer) throw new Error("signed out");
  return viewer;
};
const toLinked = () => switchCustomer({ sessionId: ann.sessionId, signInId: ann.id }, ann.linked);
const sees = async (viewer: Viewer, vmId: string) => (await findHost(viewer, vmId)) instanceof Object;

async function newAccount(userId: string, email?: string) {
  const username = `u${crypto.randomUUID().slice(0, 8)}`;
  const id = await accountOf("customer", { username, email, userId, password: PASSWORD });
  await confirmCustomer(id);
  return { id, username };
}

async function link(username: string, userId = BERT): Promise<string> {
  const person = await accountNamed(username);
  const linked = person && (await linkCustomer(person, userId));
  if (!linked?.ok) throw new Error(linked?.fault ?? "nobody");
  return linked.accountId;
}

beforeEach(async () => {
  await database().delete(accounts);
  await database().delete(rateLimits);
  sent.mockClear();
  const person = await newAccount(ANN, "ann@example.com");
  const { sid, sessionId } = await createSession(
    { id: person.id, role: "customer" },
    { userAgent: null, address: null },
  );
  ann = { ...person, sessionId, linked: await link(person.username) };
  request.cookies.set(sessionCookie(), await encodeSession(person.id, sid, 3600));
  newRequest();
  for (const owner of [ANN, BERT]) await syncOwner(owner, "command");
});

describe("a person with two customers", () => {
  it("sees and owns the hosts of the one that is chosen, and of no other", async () => {
    const own = await viewerNow();
    expect([own.userId, await sees(own, "101"), await sees(own, "201")]).toEqual([ANN, true, false]);
    await toLinked();
    const linked = await viewerNow();
    expect(linked).toMatchObject({ accountId: ann.linked, linkedTo: ann.id, username: ann.username });
    expect([linked.userId, await sees(linked, "101"), await sees(linked, "201")]).toEqual([
      BERT,
      false,
      true,
    ]);
    await switchCustomer({ sessionId: ann.sessionId, signInId: ann.id }, ann.id);
    expect((await viewerNow()).userId).toBe(ANN);
  });

  it("has no way to a customer of others, nor by an account of another person's", async () => {
    const other = await newAccount("10003");
    expect(await isOwnCustomer(ann.id, other.id)).toBe(false);
    expect(await isOwnCustomer(other.id, ann.linked)).toBe(false);
    // Whatever stands in the session's row.
    await switchCustomer({ sessionId: ann.sessionId, signInId: ann.id }, other.id);
    expect((await viewerNow()).userId).toBe(ANN);
  });

  it.each([
    ["staff disable the linked account", () => setDisabled(ann.linked, true)],
    ["the link ends", () => unlinkCustomer(ann.id, BERT)],
    ["the number is given up", () => database().transaction((tx) => retireHolder(tx, BERT))],
    [
      "RStack disables the customer",
      async () => {
        const found = await master().findUsers({ userId: BERT }, { priority: "command" });
        const rowId = found.ok ? found.value[0]?.rowId : null;
        if (!rowId) throw new Error("no row");
        await master().updateUserAll(rowId, { isDisabled: true }, { priority: "command" });
        await confirmCustomer(ann.linked);
      },
    ],
  ])("is themselves again once %s, and their tokens for that customer end", async (_when, end) => {
    await toLinked();
    const made = await makeToken(await viewerNow(), TOKEN);
    const token = typeof made === "string" ? "" : made.token;
    expect((await proveToken(token))?.viewer.userId).toBe(BERT);
    await end();
    expect((await viewerNow()).userId).toBe(ANN);
    expect(await proveToken(token)).toBeNull();
    expect((await customersOf(ann.id)).map(({ userId }) => userId)).toEqual([ANN]);
  });

  it("acts nowhere while the person is disabled: no token, no schedule, no message", async () => {
    await toLinked();
    const made = await makeToken(await viewerNow(), TOKEN);
    await database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.id, ann.id));
    expect(await proveToken(typeof made === "string" ? "" : made.token)).toBeNull();
    expect(await actingCustomer({ id: ann.linked, language: "en" })).toBe("out");
    expect(await accountToActFor(BERT)).toBeNull();
    await recordNotification({ userId: BERT }, { kind: "support-viewed", key: "view 1", data: { by: null } });
    expect(await database().select().from(notifications)).toEqual([]);
    expect(await proveSession(ann.sessionId)).toBeNull();
  });

  it("loses the tokens of all customers with a new password", async () => {
    await toLinked();
    const made = await makeToken(await viewerNow(), TOKEN);
    expect((await changeOwnPassword(ann.id, { current: PASSWORD, next: "another long secret 9" })).ok).toBe(
      true,
    );
    expect(await proveToken(typeof made === "string" ? "" : made.token)).toBeNull();
  });

  it("is told of the linked customer's hosts at their own address, in their own time zone", async () => {
    expect(await mailAddressOf(ann.linked)).toBe("ann@example.com");
    await saveTimeZone(ann.id, "Asia/Tokyo");
    await setAskingAgain(ann.id, true);
    const [row] = await database().select().from(accounts).where(eq(accounts.id, ann.linked));
    expect(row).toMatchObject({ timeZone: "Asia/Tokyo", askAgain: true });
    await recordNotification({ userId: BERT }, { kind: "support-viewed", key: "view 2", data: { by: null } });
    const told = await database().select().from(notifications);
    expect(told.map(({ accountId }) => accountId)).toEqual([ann.linked]);
  });

  it("goes on with what was begun for the one while they look at the other, until the link ends", async () => {
    await toLinked();
    const viewer = await viewerNow();
    const turn = { sessionId: ann.sessionId, accountId: viewer.accountId, viewId: null };
    const owned = await findHost(viewer, "201");
    if (!(owned instanceof Object)) throw new Error("no host");
    await switchCustomer({ sessionId: ann.sessionId, signInId: ann.id }, ann.id);
    expect((await stillThere(turn))?.userId).toBe(BERT);
    expect(await openConsole.run(owned, {}, crypto.randomUUID(), viewer)).toMatchObject({ ok: true });
    const isOpen = async () => (await database().select().from(consoles))[0]?.endedAt === null;
    await endDueConsoles();
    expect(await isOpen()).toBe(true);
    await unlinkCustomer(ann.id, BERT);
    expect(await stillThere(turn)).toBeNull();
    await endDueConsoles();
    expect(await isOpen()).toBe(false);
  });

  it("keeps the linked customer when its number changes", async () => {
    await toLinked();
    await follow(crypto.randomUUID(), BERT, id("10092"));
    const [row] = await database().select().from(accounts).where(eq(accounts.id, ann.linked));
    expect(row?.userId).toBe("10092");
  });
});

describe("a linked account", () => {
  it("is no way in: not by a password, a link for a new one, nor a shop's sign-in link", async () => {
    const [row] = await database().select().from(accounts).where(eq(accounts.id, ann.linked));
    const name = row?.username ?? "";
    expect(await signInWith({ login: name, password: PASSWORD }, CALLER)).toMatchObject({ ok: false });
    await requestEntry(name, "en", null);
    expect(await database().select().from(accountLinks)).toEqual([]);
    await expect(setPassword(ann.linked, "another long secret 9")).rejects.toThrow();
    // The shop's customer gets an account of their own.
    const code = await makeSignInCode(BERT, "Shop");
    expect(code.ok).toBe(true);
    const own = await database().select().from(accounts).where(eq(accounts.userId, BERT));
    expect(own.filter(({ linkedTo }) => linkedTo === null)).toHaveLength(1);
  });
});

describe("a form", () => {
  const ran = vi.fn(async () => ({ ok: true as const }));
  const action = customerAction({ name: "own", fields: {}, audit: null, run: ran });
  const signIn = customerAction({
    name: "own-sign-in",
    fields: {},
    prepare: ({ viewer }) => refuseLinked(viewer),
    audit: null,
    run: ran,
  });
  const drawn = (viewer: Viewer) => form({ drawnFor: drawnForOf(viewer) ?? "" });
  const OTHER = { ok: false, code: "not-possible", reason: "other-customer" };

  it("that was drawn for another of the person's customers is refused, either way", async () => {
    const ofOwn = drawn(await viewerNow());
    expect(await action(null, ofOwn)).toEqual({ ok: true });
    await toLinked();
    const ofLinked = drawn(await viewerNow());
    expect(await action(null, ofOwn)).toMatchObject(OTHER);
    expect(await action(null, form({}))).toMatchObject(OTHER);
    expect(await action(null, ofLinked)).toEqual({ ok: true });
    await switchCustomer({ sessionId: ann.sessionId, signInId: ann.id }, ann.id);
    expect(await action(null, ofLinked)).toMatchObject(OTHER);
    expect(await action(null, form({ drawnFor: "nonsense" }))).toMatchObject(OTHER);
    expect(ran).toHaveBeenCalledTimes(2);
  });

  it("about how the person signs in is refused for a linked customer", async () => {
    await toLinked();
    expect(await signIn(null, drawn(await viewerNow()))).toMatchObject({ reason: "own-customer-first" });
  });

  it("counts a proof of the person for each of their customers", async () => {
    await notePresence(ann.sessionId);
    await toLinked();
    expect(await hasProvenLately(await viewerNow())).toBe(true);
  });
});
