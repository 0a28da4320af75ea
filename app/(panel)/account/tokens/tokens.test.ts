import { eq } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { notePresence } from "@/lib/accounts/second-factor/proof";
import { proveSession } from "@/lib/accounts/sessions/sessions";
import { listProviderTokens, MOST_TOKENS } from "@/lib/accounts/tokens/tokens";
import type { PanelAction } from "@/lib/actions/pipeline";
import { form, signInAs, viewAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { accounts, sessions } from "@/lib/db/schema";
import { rateLimits, totpFactors } from "@/lib/db/sign-in-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { apiTokens } from "@/lib/db/token-schema";
import { auditFilterFrom } from "@/lib/fleet/audit/audit-filter";
import { readAudit } from "@/lib/fleet/audit/read-audit";
import { saveLabel } from "@/lib/hosts/labels/labels";
import { openHost } from "@/lib/hosts/owned-host";
import { ann as anyAnn } from "@/lib/hosts/testing/ann";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { createProviderToken, createToken, revokeProviderToken, revokeToken } from "./actions";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next-intl/server", () => ({ getLocale: async () => "en" }));
useTestDatabase();
useSimulatedMaster();

const MINE = { name: "backup", scope: "read", hosts: "", addresses: "", expiry: "90" };
const OURS = { name: "billing", addresses: "203.0.113.0/24", expiry: "30", "fleet-read": "1" };

beforeEach(async () => {
  vi.stubEnv("TRUSTED_PROXIES", "1");
  await database().delete(accounts);
  await database().delete(rateLimits);
});

const ann = () => signInAs("customer");

const hasFactor = (accountId: string) =>
  database().insert(totpFactors).values({ accountId, sealed: "x", confirmedAt: new Date() });
const longAgo = (sessionId: string) =>
  database()
    .update(sessions)
    .set({ createdAt: new Date(Date.now() - 3_600_000), secondFactorAt: null })
    .where(eq(sessions.id, sessionId));
const send = async (action: PanelAction, fields: Record<string, string>) => {
  const result = await action(null, form(fields));
  return result.ok ? "ok" : (result.reason ?? result.code);
};
const kept = () => database().select().from(apiTokens);

it("a customer's is made with the bounds that were asked for, and shown in its answer alone", async () => {
  const { accountId } = await ann();
  const result = await createToken(null, form({ ...MINE, scope: "power", addresses: "203.0.113.9/24" }));
  const { shown } = result as { shown?: string };
  expect(shown).toMatch(/^rsp_[\w-]{49}$/);
  const [row, ...more] = await kept();
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    accountId,
    scope: "power",
    addressRanges: ["203.0.113.0/24"],
    tenancyIds: null,
  });
  expect(JSON.stringify(row)).not.toContain(shown?.slice(4));
  const days = ((row?.expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
});

it("is made by nobody who has not shown lately that it is them, by the second factor where there is one", async () => {
  const { accountId, sessionId } = await ann();
  await longAgo(sessionId);
  expect(await send(createToken, MINE)).toBe("prove-again");
  await notePresence(sessionId);
  expect(await send(createToken, MINE)).toBe("ok");
  // A session that is new and gave no factor is no proof once there is one.
  const { sessionId: fresh } = await ann();
  await hasFactor((await proveSession(fresh))?.accountId ?? "");
  expect(await send(createToken, MINE)).toBe("prove-again");
  expect((await kept()).map((row) => row.accountId)).toEqual([accountId]);
});

it("is refused with what can't be read, another's host, and more than an account may have", async () => {
  const { accountId } = await ann();
  expect(await send(createToken, { ...MINE, name: " " })).toBe("bad-name");
  expect(await send(createToken, { ...MINE, name: "x".repeat(61) })).toBe("bad-name");
  expect(await send(createToken, { ...MINE, addresses: "everywhere" })).toBe("bad-range");
  expect(await send(createToken, { ...MINE, scope: "provider" })).toBe("invalid");
  expect(await send(createToken, { ...MINE, expiry: "1000" })).toBe("invalid");
  expect(await send(createToken, { ...MINE, hosts: "101, 201" })).toBe("unknown-host");
  expect(await kept()).toEqual([]);
  expect(await send(createToken, { ...MINE, hosts: "101 102" })).toBe("ok");
  const [row] = await kept();
  expect(row?.tenancyIds).toHaveLength(2);
  const many = Array.from({ length: MOST_TOKENS - 1 }, (_, n) => ({
    ...{ accountId, name: "x", scope: "read", ending: "xxxx", tokenHash: String(n) },
  }));
  await database()
    .insert(apiTokens)
    .values(many as (typeof apiTokens.$inferInsert)[]);
  expect(await send(createToken, MINE)).toBe("too-many-tokens");
});

it("is bound to hosts by their names as well as by their ids, and by no other's", async () => {
  await ann();
  expect(await send(createToken, { ...MINE, name: "ids", hosts: "102 101" })).toBe("ok");
  expect(await send(createToken, { ...MINE, name: "names", hosts: "WEB01, 102" })).toBe("ok");
  const bound = new Map((await kept()).map(({ name, tenancyIds }) => [name, tenancyIds?.toSorted()]));
  expect(bound.get("names")).toHaveLength(2);
  expect(bound.get("names")).toEqual(bound.get("ids"));
  expect(await send(createToken, { ...MINE, hosts: "web01, no-such-host" })).toBe("unknown-host");
});

it("takes a number for an id and never for a name, a name that two bear for none, and commas for no hosts at all", async () => {
  await ann();
  const labelled = async (vmId: string, name: string | null) => {
    const owned = await openHost(anyAnn, vmId);
    if (!owned) throw new Error("not theirs");
    await saveLabel(owned, { name, note: null });
    return owned.tenancyId;
  };
  await labelled("102", "101");
  expect(await send(createToken, { ...MINE, hosts: "101" })).toBe("ok");
  const [row] = await kept();
  expect(row?.tenancyIds).toEqual([await labelled("101", null)]);
  for (const vmId of ["101", "102"]) await labelled(vmId, "twin");
  for (const hosts of ["twin", "201", ",", " ; "]) {
    expect(await send(createToken, { ...MINE, hosts }), hosts).toBe("unknown-host");
  }
  for (const vmId of ["101", "102"]) await labelled(vmId, null);
  expect(await kept()).toHaveLength(1);
});

it("is made twenty times an hour at most, as each is a mail", async () => {
  await ann();
  for (let n = 0; n < 20; n += 1) {
    expect(await send(createToken, { ...MINE, name: `t${n}` })).toBe("ok");
    await database().delete(apiTokens);
  }
  expect(await send(createToken, MINE)).toBe("too-many");
});

it("a view as a customer makes none, nor does it reach one", async () => {
  await ann();
  await send(createToken, MINE);
  const [token] = await kept();
  const admin = await viewAs("admin");
  await notePresence(admin.sessionId);
  expect(await send(createToken, MINE)).toBe("view-locked");
  expect(await send(createProviderToken, OURS)).toBe("not-found");
  expect(await send(revokeToken, { token: token?.id ?? "" })).toBe("view-locked");
  expect(await kept()).toMatchObject([{ id: token?.id, endedAt: null }]);
});

it("a provider's is made by an admin after a second factor, with addresses and an expiry, and audited", async () => {
  const admin = await signInAs("admin");
  expect(await send(createToken, MINE)).toBe("not-allowed");
  expect(await send(createProviderToken, OURS)).toBe("prove-again");
  await notePresence(admin.sessionId);
  expect(await send(createProviderToken, OURS)).toBe("needs-factor");
  await hasFactor(admin.accountId);
  expect(await send(createProviderToken, { ...OURS, addresses: " " })).toBe("no-range");
  expect(await send(createProviderToken, { ...OURS, addresses: "0.0.0.0/0" })).toBe("range-too-wide");
  expect(await send(createProviderToken, { ...OURS, expiry: "never" })).toBe("invalid");
  expect(await send(createProviderToken, { ...OURS, "fleet-read": "0" })).toBe("invalid");
  const { "fleet-read": _, ...nothing } = OURS;
  expect(await send(createProviderToken, nothing)).toBe("no-scope");
  expect(await kept()).toEqual([]);
  expect(await send(createProviderToken, OURS)).toBe("ok");
  const [token] = await kept();
  expect(token).toMatchObject({
    ...{ scope: "provider", fleetScopes: ["fleet-read"], addressRanges: ["203.0.113.0/24"] },
  });
  expect(token?.expiresAt).not.toBeNull();
  expect(await send(revokeProviderToken, { token: token?.id ?? "" })).toBe("ok");
  const { entries } = await readAudit(auditFilterFrom({ q: admin.username }));
  expect(entries.slice(0, 2)).toMatchObject([
    { action: "token-revoked", outcome: "done", subject: "billing" },
    { action: "token-made", outcome: "done", subject: "billing" },
  ]);
});

it("a provider's is seen and ended by any admin, a customer's by none, and support ends neither", async () => {
  await ann();
  await send(createToken, MINE);
  const customers = (await kept())[0]?.id ?? "";
  const maker = await signInAs("admin");
  await notePresence(maker.sessionId);
  await hasFactor(maker.accountId);
  await send(createProviderToken, OURS);
  expect(await listProviderTokens()).toMatchObject([{ name: "billing", maker: maker.username }]);
  const [{ id = "" } = {}] = await listProviderTokens();
  await signInAs("support");
  expect(await send(revokeProviderToken, { token: id })).toBe("not-allowed");
  const other = await signInAs("admin");
  expect(await send(revokeProviderToken, { token: customers })).toBe("not-found");
  expect(await send(revokeProviderToken, { token: id })).toBe("ok");
  expect(await listProviderTokens()).toEqual([]);
  expect((await kept()).filter(({ endedAt }) => endedAt === null)).toMatchObject([{ id: customers }]);
  const { entries } = await readAudit(auditFilterFrom({ q: other.username }));
  expect(entries.find(({ outcome }) => outcome === "done")).toMatchObject({
    action: "token-revoked",
    subject: "billing",
  });
});

it("a customer's is audited as it is made and as it is revoked", async () => {
  const customer = await ann();
  await notePresence(customer.sessionId);
  expect(await send(createToken, MINE)).toBe("ok");
  const token = (await kept()).find(({ accountId }) => accountId === customer.accountId);
  expect(await send(revokeToken, { token: token?.id ?? "" })).toBe("ok");
  const { entries } = await readAudit(auditFilterFrom({ customer: "10001" }));
  expect(entries.slice(0, 2)).toMatchObject([
    { action: "token-revoked", outcome: "done", subject: MINE.name },
    { action: "token-made", outcome: "done", subject: MINE.name },
  ]);
});
