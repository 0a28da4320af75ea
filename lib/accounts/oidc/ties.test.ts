import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { database } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import { challenges, totpFactors } from "../../db/sign-in-schema";
import { auditEvents } from "../../db/staff-schema";
import { useSimulatedMaster } from "../../hosts/testing/simulated-master";
import { log } from "../../log";
import { setDisabled } from "../account-admin";
import { nameKey } from "../names";
import { pendingCookie } from "../sessions/session-cookie";
import { signInWith } from "../sign-in/sign-in";
import { warnOfPasswordAdmin } from "../staff-accounts";
import { jar } from "./testing/cookie-jar";
import {
  atProvider,
  begin,
  CUSTOMER,
  caller,
  confirmedCustomer,
  finish,
  make,
  PASSWORD,
  provider,
  signIn,
  ties,
  usePanelAndProvider,
  verified,
  walk,
  whoIsIn,
} from "./testing/walk";
import { tie } from "./ties";

vi.mock("next/headers", async () => (await import("./testing/cookie-jar")).nextHeaders);
const simulator = useSimulatedMaster();
usePanelAndProvider(simulator);

describe("a customer", () => {
  it("is tied by the address that both sides confirmed, and comes in by the pair alone from then on", async () => {
    const id = await confirmedCustomer();
    provider.people.set("sub-anna", verified());
    expect(await walk("sub-anna", "sign-in", "/hosts/101")).toBe("/hosts/101");
    expect(await whoIsIn()).toMatchObject({ accountId: id, role: "customer" });
    expect(await ties()).toMatchObject([{ subject: "sub-anna", accountId: id, madeBy: "email" }]);
    const [audit] = await database().select().from(auditEvents).where(eq(auditEvents.accountId, id));
    expect(audit).toMatchObject({ action: "provider-connected", outcome: "done", subject: "anna" });

    provider.people.set("sub-anna", { claims: { email: "somebody@else.example", email_verified: true } });
    expect(await walk("sub-anna")).toBe("/hosts");
    expect((await whoIsIn())?.accountId).toBe(id);
    const rows = await database().select().from(sessions).where(eq(sessions.accountId, id));
    expect(rows.map(({ way }) => way)).toEqual(["oidc", "oidc"]);
  });

  it.each([
    ["no word of the address", { email_verified: undefined }],
    ["an address that isn't verified", { email_verified: false }],
    ["a text in place of true", { email_verified: "true" }],
    ["another's address", { email: "nobody@example.com" }],
  ])("isn't tied by %s", async (_, claims) => {
    await confirmedCustomer();
    provider.people.set("sub-mallory", { claims: { ...verified().claims, ...claims } });
    expect(await walk("sub-mallory")).toBe("/sign-in?provider=untied");
    expect([await whoIsIn(), await ties()]).toEqual([null, []]);
  });

  it("isn't tied where the panel never confirmed the address, or another pair has the account already", async () => {
    const id = await confirmedCustomer();
    await database().update(accounts).set({ confirmedEmailKey: null });
    provider.people.set("sub-second", verified());
    expect(await walk("sub-second")).toBe("/sign-in?provider=untied");
    await database()
      .update(accounts)
      .set({ confirmedEmailKey: nameKey(CUSTOMER.email) });
    await tie(id, { issuer: provider.issuer, subject: "sub-first" }, "account");
    expect(await walk("sub-second")).toBe("/sign-in?provider=untied");
    expect(await ties()).toMatchObject([{ subject: "sub-first" }]);
  });

  it("isn't tied by an address that another customer of RStack's has, too", async () => {
    await confirmedCustomer();
    const before = (await simulator.control.users()).find(({ userid }) => userid === "10002");
    if (!before) throw new Error("the demo fleet has no second customer");
    await simulator.control.setUser("10002", { email: CUSTOMER.email });
    provider.people.set("sub-anna", verified());
    expect(await walk("sub-anna")).toBe("/sign-in?provider=untied");
  });

  it("ties the account that they are signed in to, and nobody else's pair", async () => {
    const id = await confirmedCustomer();
    await database().update(accounts).set({ confirmedEmailKey: null });
    const other = await make({ username: "bert", role: "customer", userId: "10002" });
    await signIn("bert");
    provider.people.set("sub-bert", {});
    expect(await walk("sub-bert", "tie")).toBe("/account?provider=connected#password");
    expect(await ties()).toMatchObject([{ subject: "sub-bert", accountId: other, madeBy: "account" }]);
    await signIn("anna");
    expect(await walk("sub-bert", "tie")).toBe("/account?provider=taken#password");
    provider.people.set("sub-anna", {});
    expect(await walk("sub-anna", "tie")).toBe("/account?provider=connected#password");
    provider.people.set("sub-more", {});
    expect(await walk("sub-more", "tie")).toBe("/account?provider=has-one#password");
    expect((await ties()).map(({ subject, accountId }) => [subject, accountId])).toEqual([
      ["sub-bert", other],
      ["sub-anna", id],
    ]);
  });

  it("whose session changed hands on the way ties nothing", async () => {
    await make({ username: "bert", role: "customer", userId: "10002" });
    await confirmedCustomer();
    await signIn("bert");
    provider.people.set("sub-mallory", {});
    provider.signsIn = "sub-mallory";
    const back = await atProvider(await begin("tie"));
    await signIn("anna");
    expect(await finish(back)).toBe("/account?provider=failed#password");
    expect(await ties()).toEqual([]);
  });

  it("who is disabled, here or in RStack, stays out", async () => {
    const id = await confirmedCustomer();
    await tie(id, { issuer: provider.issuer, subject: "sub-anna" }, "account");
    provider.people.set("sub-anna", verified());
    await simulator.control.setUser(CUSTOMER.userId, { status: "1" });
    expect(await walk("sub-anna")).toBe("/sign-in?provider=not-allowed");
    await simulator.control.setUser(CUSTOMER.userId, { status: "0" });
    await setDisabled(id, true);
    expect(await walk("sub-anna")).toBe("/sign-in?provider=not-allowed");
    expect(await whoIsIn()).toBeNull();
  });
});

describe("staff", () => {
  it("are made by a claim, keep the role that it gives, and stay out without it", async () => {
    provider.people.set("sub-sam", {
      claims: { preferred_username: "sam", groups: ["helpdesk"] },
      amr: ["pwd", "mfa"],
    });
    expect(await walk("sub-sam")).toBe("/admin");
    expect(await whoIsIn()).toMatchObject({ role: "support", username: "sam" });
    const [row] = await database().select().from(sessions);
    expect(row?.secondFactorAt).not.toBeNull();

    provider.people.set("sub-sam", { claims: { groups: ["panel-admins"] } });
    await walk("sub-sam");
    expect(await whoIsIn()).toMatchObject({ role: "admin", username: "sam" });

    jar.clear();
    provider.people.set("sub-sam", { claims: { groups: ["others"] } });
    expect(await walk("sub-sam")).toBe("/sign-in?provider=not-allowed");
    expect(await database().select().from(accounts)).toHaveLength(1);
  });

  it("are never tied by an address, and come in by the pair that an admin gave them", async () => {
    const id = await make({ username: "kim", role: "admin", email: "kim@provider.example" });
    await database().update(accounts).set({ confirmedEmailKey: "kim@provider.example" });
    provider.people.set("sub-kim", verified("kim@provider.example"));
    expect(await walk("sub-kim")).toBe("/sign-in?provider=untied");
    await tie(id, { issuer: provider.issuer, subject: "sub-kim" }, "admin");
    expect(await walk("sub-kim")).toBe("/admin");
    expect((await whoIsIn())?.accountId).toBe(id);
  });

  it("have no password but the one admin who is named", async () => {
    await make({ username: "root", role: "admin" });
    await make({ username: "kim", role: "admin" });
    expect(await signInWith({ login: "root", password: PASSWORD }, caller)).toMatchObject({ ok: true });
    expect(await signInWith({ login: "kim", password: PASSWORD }, caller)).toMatchObject({
      ...{ ok: false, code: "not-confirmed", reason: "provider" },
    });
  });

  it("who are named and no admin have none, and the start warns until an admin with both is named", async () => {
    const warn = vi.spyOn(log, "warn");
    const warned = async () => {
      warn.mockClear();
      await warnOfPasswordAdmin();
      return warn.mock.calls.length > 0;
    };
    expect(await warned()).toBe(true);
    const id = await make({ username: "root", role: "support" });
    expect(await signInWith({ login: "root", password: PASSWORD }, caller)).toMatchObject({
      ...{ ok: false, code: "not-confirmed", reason: "provider" },
    });
    await database().insert(totpFactors).values({ accountId: id, sealed: "x", confirmedAt: new Date() });
    expect(await warned()).toBe(true);
    const root = eq(accounts.id, id);
    await database().update(accounts).set({ role: "admin" }).where(root);
    expect(await warned()).toBe(false);
    for (const missing of [{ passwordHash: null }, { disabledAt: new Date() }]) {
      const [before] = await database().select().from(accounts).where(root);
      await database().update(accounts).set(missing).where(root);
      expect(await warned()).toBe(true);
      const { passwordHash, disabledAt } = before ?? { passwordHash: null, disabledAt: null };
      await database().update(accounts).set({ passwordHash, disabledAt }).where(root);
    }
    await database().delete(totpFactors);
    expect(await warned()).toBe(true);
  });

  it("owe the panel's second factor where the provider's word doesn't stand for it", async () => {
    const id = await make({ username: "kim", role: "admin" });
    await tie(id, { issuer: provider.issuer, subject: "sub-kim" }, "admin");
    await database().insert(totpFactors).values({ accountId: id, sealed: "x", confirmedAt: new Date() });
    provider.people.set("sub-kim", {});
    expect(await walk("sub-kim")).toBe("/second-factor?next=%2Fadmin");
    expect([await whoIsIn(), jar.has(pendingCookie())]).toEqual([null, true]);
    // The session that follows is as bound to the provider's word.
    const [pending] = await database().select().from(challenges).where(eq(challenges.accountId, id));
    expect(pending).toMatchObject({ way: "oidc", provenUntil: expect.any(Date) });
    expect(pending?.providerToken).toMatch(/^1\./);
    jar.clear();
    provider.people.set("sub-kim", { amr: ["mfa"] });
    expect(await walk("sub-kim")).toBe("/admin");
  });
});
