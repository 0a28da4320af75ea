import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { notePresence } from "@/lib/accounts/second-factor/proof";
import { enterAs, form, newRequest, signInAs, viewAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { handovers } from "@/lib/db/host-schema";
import { accounts } from "@/lib/db/schema";
import { totpFactors } from "@/lib/db/sign-in-schema";
import { auditEvents } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { offersTo } from "@/lib/fleet/handover/offered";
import { confirmedCustomer } from "@/lib/fleet/handover/testing/confirmed-customer";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import type { UserId } from "@/lib/rstack/ids";
import { offerHandover, withdrawHandover } from "./handover-actions";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next-intl/server", () => ({ getLocale: async () => "en" }));
useTestDatabase();
vi.stubEnv("HANDOVER", "on");
useSimulatedMaster();

let ann: Awaited<ReturnType<typeof confirmedCustomer>>;
let sessionId: string;

beforeAll(async () => {
  ann = await confirmedCustomer("ann", "10001", "ann@example.net");
  await confirmedCustomer("bob", "10002", "bob@example.net");
});
beforeEach(async () => {
  ({ sessionId } = await enterAs(ann.accountId));
});

const send = async (more: Record<string, string> = {}) => {
  newRequest();
  const fields = { vmid: "101", email: "bob@example.net", domains: "", agreeData: "1", ...more };
  return offerHandover(null, form(fields));
};

it("needs a second factor, given just now, and is in no view's and no staff's reach", async () => {
  expect(await send()).toMatchObject({ ok: false, reason: "needs-factor" });
  await database()
    .insert(totpFactors)
    .values({ accountId: ann.accountId, sealed: "x", confirmedAt: new Date() });
  expect(await send()).toEqual({ ok: false, code: "prove-again" });
  await signInAs("admin");
  expect(await send()).toMatchObject({ ok: false, code: "not-allowed" });
  await viewAs("admin");
  expect(await send()).toMatchObject({ ok: false });
  newRequest();
  expect(await withdrawHandover(null, form({ vmid: "101" }))).toMatchObject({ ok: false });
  expect(await database().select().from(handovers)).toEqual([]);
});

it("takes no address of the owner's own, nothing that was not agreed to, and no other domains than it showed", async () => {
  await notePresence(sessionId);
  expect(await send({ email: "Ann@Example.net" })).toMatchObject({ fields: { email: "own-address" } });
  expect(await send({ email: "bob" })).toMatchObject({ fields: { email: "bad-email" } });
  expect(await send({ agreeData: "" })).toMatchObject({ code: "invalid", fields: { agreeData: "invalid" } });
  expect(await send({ domains: "evil.example" })).toMatchObject({ reason: "domains-changed" });
  expect(await send({ vmid: "105" })).toMatchObject({ reason: "domains-changed" });
  expect(await database().select().from(handovers)).toEqual([]);
});

it("answers alike whether the address is known, five times a day, and waits for whoever confirms the address", async () => {
  await notePresence(sessionId);
  const addresses = [
    "bob@example.net",
    "nobody@example.net",
    "c@example.net",
    "d@example.net",
    "dora@example.net",
  ];
  for (const email of addresses) {
    expect(await send({ email })).toEqual({ ok: true });
  }
  expect(await send()).toMatchObject({ ok: false, code: "too-many" });
  const rows = await database().select().from(handovers);
  expect(rows.filter(({ endedAt }) => endedAt === null).map(({ email }) => email)).toEqual([
    "dora@example.net",
  ]);
  const audit = await database().select().from(auditEvents).where(eq(auditEvents.action, "handover-offered"));
  expect(audit).toHaveLength(5);
  expect(audit[0]).toMatchObject({ vmId: "101", userId: "10001", actorName: "ann" });

  const dora = await confirmedCustomer("dora", "10003", "dora@example.net");
  const seen = () => offersTo(dora.accountId, dora.userId as UserId);
  expect(await seen()).toMatchObject([{ hostId: "101", state: "waiting" }]);
  await database().update(accounts).set({ confirmedEmailKey: null }).where(eq(accounts.id, dora.accountId));
  expect(await seen()).toEqual([]);
  newRequest();
  expect(await withdrawHandover(null, form({ vmid: "101" }))).toEqual({ ok: true });
});
