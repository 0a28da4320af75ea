import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { notePresence } from "@/lib/accounts/second-factor/proof";
import { form, newRequest, signInAs, viewAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { sessions, tenancies } from "@/lib/db/schema";
import { auditEvents } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { parseUserId } from "@/lib/rstack/ids";
import { protect } from "./actions";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next-intl/server", () => ({ getLocale: async () => "en" }));
useTestDatabase();
useSimulatedMaster();

const OWN = "101";
const ANN = parseUserId("10001");

beforeAll(async () => {
  await (ANN && syncOwner(ANN, "command"));
});
beforeEach(async () => {
  await database().update(tenancies).set({ protectedAt: null });
});

const turn = (on: "0" | "1", vmid = OWN) => {
  newRequest();
  return protect(null, form({ vmid, on }));
};
const isOn = async () => {
  const [row] = await database().select().from(tenancies).where(eq(tenancies.vmId, OWN));
  return row?.protectedAt != null;
};

it("is turned on by the owner at once, and off only by who has just shown that it is them", async () => {
  const { sessionId } = await signInAs("customer", "10001");
  await database()
    .update(sessions)
    .set({ createdAt: new Date(0) })
    .where(eq(sessions.id, sessionId));
  expect(await turn("1")).toMatchObject({ ok: true });
  expect(await isOn()).toBe(true);
  expect(await turn("0")).toMatchObject({ ok: false, code: "prove-again" });
  expect(await isOn()).toBe(true);
  await notePresence(sessionId);
  expect(await turn("0")).toMatchObject({ ok: true });
  expect(await isOn()).toBe(false);
  const events = await database().select().from(auditEvents).where(eq(auditEvents.vmId, OWN));
  expect(events.map(({ action, userId }) => [action, userId])).toEqual([
    ["host-protected", "10001"],
    ["host-unprotected", "10001"],
  ]);
});

it("is out of everybody else's reach: another customer's, staff's and a view's", async () => {
  await signInAs("customer", "10002");
  expect(await turn("1")).toMatchObject({ ok: false, code: "not-found" });
  await signInAs("admin");
  expect(await turn("1")).toMatchObject({ ok: false, code: "not-allowed" });
  await viewAs("support", true);
  expect(await turn("1")).toMatchObject({ ok: false, code: "view-locked" });
  expect(await isOn()).toBe(false);
});
