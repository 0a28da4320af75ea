import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { accounts, hosts } from "../../db/schema";
import { accountLinks, rateLimits } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import { hostListFor } from "../../hosts/host-list";
import { findHost } from "../../hosts/owned-host";
import { useSimulatedMaster } from "../../hosts/testing/simulated-master";
import { master } from "../../master";
import { parseUserId, type UserRowId } from "../../rstack/ids";
import { setPassword } from "../change-password";
import { createSession, proveSession } from "../sessions/sessions";
import { mailInvitation } from "./link-mail";
import { makeLink, readLink } from "./links";
import { requestEntry } from "./reset-and-invite";
import { activateByLink, resetByLink } from "./use-link";

useTestDatabase();
const simulator = useSimulatedMaster();
const sent = vi.hoisted(() => vi.fn(async (_mail: { to: string; text: string }) => true));
vi.mock("../../mail", () => ({ canMail: () => true, sendMail: sent }));

const PASSWORD = "a much longer secret 7";
const tokenOf = (link: string) => link.split("#").at(-1) ?? "";

const COMMAND = { priority: "command" } as const;
async function newCustomer(number: string, email: string): Promise<UserRowId> {
  const userId = parseUserId(number);
  if (!userId) throw new Error(number);
  await master().addUser({ userId, username: `u${number}`, password: "0123456789", email }, COMMAND);
  const users = await master().findUsers({ userId }, COMMAND);
  const rowId = users.ok ? users.value[0]?.rowId : null;
  if (!rowId) throw new Error("no customer was made");
  return rowId;
}
const accountOf = (userId: string, username: string) =>
  newAccount("customer", { username, userId, password: PASSWORD });

/** The database fails in the middle of what a link is used for, as where the panel is killed there. */
async function broken(what: "insert" | "update", use: () => Promise<unknown>): Promise<void> {
  await database().execute(
    sql`create function break_off() returns trigger as $$ begin raise exception 'broke off'; end $$ language plpgsql`,
  );
  const on = sql.raw(`create trigger break_off before ${what} on accounts execute function break_off()`);
  await database().execute(on);
  await expect(use()).rejects.toThrow();
  await database().execute(sql`drop function break_off cascade`);
}

beforeEach(async () => {
  sent.mockClear();
  await database().delete(rateLimits);
});

describe("a link that somebody asked for", () => {
  it("goes to the account that was named, where a customer has several, at RStack's address", async () => {
    await newCustomer("80001", "one@example.net");
    const first = await accountOf("80001", "first80001");
    const second = await accountOf("80001", "second80001");
    await requestEntry("second80001", "en", null);
    expect(sent.mock.calls.map(([{ to }]) => to)).toEqual(["one@example.net"]);
    const links = await database().select().from(accountLinks).where(eq(accountLinks.accountId, second));
    expect(links).toHaveLength(1);
    expect(await database().select().from(accountLinks).where(eq(accountLinks.accountId, first))).toEqual([]);
  });

  it("costs no calls to the master for names that nobody has", async () => {
    await accountOf("10001", "known10001");
    await simulator.control.clearJournal();
    await Promise.all(Array.from({ length: 90 }, (_, n) => requestEntry(`nobody-${n}`, "en", null)));
    const asked = (await simulator.control.journal({ action: "user_info" })).calls;
    expect(asked.length).toBe(60);
    // Who has an account is not kept out by it.
    await requestEntry("known10001", "en", null);
    expect(sent).toHaveBeenCalledOnce();
  });
});

describe("a link for whom no account is", () => {
  const asked = async () => (await simulator.control.journal({ action: "user_info" })).calls.length;

  it("is looked for six times a minute for one network, however many names it makes up, and for others all the same", async () => {
    await newCustomer("80009", "nine@example.net");
    await simulator.control.clearJournal();
    const from = (n: number) => `203.0.113.${n}`;
    await Promise.all(Array.from({ length: 90 }, (_, n) => requestEntry(`nobody-${n}`, "en", from(n))));
    expect(await asked()).toBe(6);
    await requestEntry("nine@example.net", "en", "198.51.100.7");
    expect(sent.mock.calls.map(([{ to }]) => to)).toEqual(["nine@example.net"]);
  });

  it("fills nobody's mailbox: by whichever of their names it is asked for, three in an hour", async () => {
    await newCustomer("80010", "ten@example.net");
    for (const name of ["a", "b", "c", "d"]) await accountOf("80010", `ten-${name}`);
    for (const name of ["a", "b", "c", "d"]) await requestEntry(`ten-${name}`, "en", "198.51.100.8");
    expect(sent).toHaveBeenCalledTimes(3);
  });
});

describe("a link", () => {
  it("is good for its time and no longer", async () => {
    const accountId = await accountOf("80011", "eleventh80011");
    const token = tokenOf(await makeLink({ purpose: "reset", accountId }));
    expect(await readLink(token, "reset")).not.toBeNull();
    await database()
      .update(accountLinks)
      .set({ expiresAt: sql`now()` })
      .where(eq(accountLinks.accountId, accountId));
    expect(await readLink(token, "reset")).toBeNull();
    expect(await resetByLink(token, "another much longer secret 8")).toEqual({
      ok: false,
      code: "link-over",
    });
  });

  it("makes no account once the address in RStack changed", async () => {
    const rowId = await newCustomer("80002", "wrong@example.net");
    const link = await makeLink({ purpose: "activate", userId: "80002", email: "wrong@example.net" });
    await master().updateUserAll(rowId, { email: "right@example.net" }, COMMAND);
    expect(await activateByLink(tokenOf(link), { username: "stranger", password: PASSWORD })).toEqual({
      ok: false,
      code: "link-over",
    });
    expect(await database().select().from(accounts).where(eq(accounts.userId, "80002"))).toEqual([]);
  });

  it("sets no password once the address in RStack changed", async () => {
    const rowId = await newCustomer("80004", "wrong4@example.net");
    const accountId = await accountOf("80004", "fourth80004");
    const link = await makeLink({ purpose: "reset", accountId, email: "wrong4@example.net" });
    await master().updateUserAll(rowId, { email: "right4@example.net" }, COMMAND);
    const next = "another much longer secret 8";
    expect(await resetByLink(tokenOf(link), next)).toEqual({ ok: false, code: "link-over" });
    const right = await makeLink({ purpose: "reset", accountId, email: "right4@example.net" });
    expect(await resetByLink(tokenOf(right), next)).toMatchObject({ ok: true });
  });

  it("makes the account without an address where RStack's is invalid", async () => {
    const email = "kaethe@intern";
    await newCustomer("80005", email);
    const link = await makeLink({ purpose: "activate", userId: "80005", email });
    const given = { username: "fifth80005", password: PASSWORD };
    expect(await activateByLink(tokenOf(link), given)).toEqual({ ok: true, username: "fifth80005" });
    const made = await database().select().from(accounts).where(eq(accounts.userId, "80005"));
    expect(made).toMatchObject([{ username: "fifth80005", email: null, role: "customer" }]);
  });

  it("stays valid when its use failed half-way", async () => {
    await newCustomer("80006", "six@example.net");
    const fresh = await makeLink({ purpose: "activate", userId: "80006", email: "six@example.net" });
    const given = { username: "sixth80006", password: PASSWORD };
    await broken("insert", () => activateByLink(tokenOf(fresh), given));
    expect(await activateByLink(tokenOf(fresh), given)).toMatchObject({ ok: true });
    const [account] = await database().select().from(accounts).where(eq(accounts.userId, "80006"));
    const accountId = account?.id ?? "";
    const reset = await makeLink({ purpose: "reset", accountId, email: "six@example.net" });
    const next = "another much longer secret 8";
    await broken("update", () => resetByLink(tokenOf(reset), next));
    expect(await resetByLink(tokenOf(reset), next)).toMatchObject({ ok: true });
  });

  it("isn't used up by a name that is taken, and makes one account of two tries at once", async () => {
    await newCustomer("80007", "seven@example.net");
    await accountOf("80001", "taken80007");
    const link = await makeLink({ purpose: "activate", userId: "80007", email: "seven@example.net" });
    const by = (username: string) => activateByLink(tokenOf(link), { username, password: PASSWORD });
    expect(await by("taken80007")).toMatchObject({ code: "not-possible", reason: "username-taken" });
    const both = await Promise.all([by("one80007"), by("two80007")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database().select().from(accounts).where(eq(accounts.userId, "80007"))).toHaveLength(1);
  });

  describe("of an invitation as a guest", () => {
    const linkTo = async (email: string): Promise<string> => {
      mailInvitation("guest", email, { days: 7 }, "en");
      await vi.waitFor(() => expect(sent).toHaveBeenCalledWith(expect.objectContaining({ to: email })));
      return /\/activate\/link#(\S+)/.exec(sent.mock.lastCall?.[0].text ?? "")?.[1] ?? "";
    };
    const by = async (token: string, username: string) =>
      activateByLink(token, { username, password: PASSWORD });
    const viewerOf = async (username: string) => {
      const [account] = await database().select().from(accounts).where(eq(accounts.username, username));
      if (!account) throw new Error(username);
      const made = await createSession(account, { userAgent: null, address: null });
      return proveSession(made.sessionId);
    };

    it("makes an account that is nobody's customer, has the address confirmed and sees no host", async () => {
      const token = await linkTo("guest1@example.net");
      expect(await by(token, "guest1")).toEqual({ ok: true, username: "guest1" });
      expect(await by(token, "again1")).toEqual({ ok: false, code: "link-over" });
      const viewer = await viewerOf("guest1");
      if (!viewer) throw new Error("not let in");
      expect(viewer).toMatchObject({ role: "customer", userId: null });
      expect((await hostListFor(viewer, "shared")).hosts).toEqual([]);
      // Also where the mirror has a host that is nobody's.
      await database().insert(hosts).values({ vmId: "88001", owner: null, seenAt: new Date() });
      for (const id of ["88001", "101"]) {
        expect(await findHost(viewer, id, "shared")).toBeNull();
      }
      const [account] = await database().select().from(accounts).where(eq(accounts.username, "guest1"));
      expect(account?.confirmedEmailKey).toBe("guest1@example.net");
      // The panel's own address is the way back in.
      await requestEntry("guest1", "en", null);
      expect(sent).toHaveBeenLastCalledWith(expect.objectContaining({ to: "guest1@example.net" }));
      // Whom the panel knows is told where to look, and gets no second account.
      mailInvitation("guest", "guest1@example.net", { days: 7 }, "en");
      await vi.waitFor(() => expect(sent.mock.lastCall?.[0].text).toContain("/people"));
    });

    it("makes the customer's own account where RStack has one with the address", async () => {
      await newCustomer("80210", "ten-g@example.net");
      expect(await by(await linkTo("ten-g@example.net"), "tenth80210")).toMatchObject({ ok: true });
      expect(await viewerOf("tenth80210")).toMatchObject({ userId: "80210" });
    });

    it("keeps the account, and ends its sessions, once the guest is a customer", async () => {
      await by(await linkTo("eleven-g@example.net"), "guest11");
      const [before] = await database().select().from(accounts).where(eq(accounts.username, "guest11"));
      const guest = await viewerOf("guest11");
      await newCustomer("80211", "eleven-g@example.net");
      const link = await makeLink({ purpose: "activate", userId: "80211", email: "eleven-g@example.net" });
      expect(await by(tokenOf(link), "taken80007")).toMatchObject({ reason: "username-taken" });
      expect(await by(tokenOf(link), "customer80211")).toMatchObject({ ok: true });
      const [after] = await database().select().from(accounts).where(eq(accounts.userId, "80211"));
      expect(after).toMatchObject({ id: before?.id, username: "customer80211", rstackStatus: "active" });
      expect(await proveSession(guest?.sessionId ?? "")).toBeNull();
    });
  });

  it("to a new password ends when the password is changed another way", async () => {
    await newCustomer("80003", "three@example.net");
    const accountId = await accountOf("80003", "third80003");
    const token = tokenOf(await makeLink({ purpose: "reset", accountId, email: "three@example.net" }));
    expect(await readLink(token, "reset")).not.toBeNull();
    await setPassword(accountId, "another much longer secret 8");
    expect(await readLink(token, "reset")).toBeNull();
  });
});
