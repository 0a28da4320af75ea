import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { form, newRequest, signInAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { auditEvents, staffNotes } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { findKnownCustomers } from "@/lib/fleet/find-anything";
import { notesAbout } from "@/lib/fleet/notes/staff-notes";
import { hostViewOf } from "@/lib/hosts/host-read";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { keepTenancies } from "@/lib/hosts/mirror/tenancies";
import { openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { dropNote, editNote, noteCustomer, noteHost } from "./actions";

const drawnAnew = vi.hoisted(() => vi.fn());
vi.mock("next/cache", () => ({ revalidatePath: drawnAnew }));
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next-intl/server", () => ({ getLocale: async () => "en" }));
useTestDatabase();
useSimulatedMaster();

const HOST = { vmId: "101" };
const CUSTOMER = { userId: "10001" };
const admin = { accountId: crypto.randomUUID(), role: "admin" } as const;

beforeAll(async () => {
  await (ann.userId && syncOwner(ann.userId, "command"));
});
beforeEach(async () => {
  await database().delete(staffNotes);
  newRequest();
});

const write = async (action: typeof noteHost, fields: Record<string, string>) => {
  newRequest();
  return action(null, form(fields));
};
const texts = async (about: Parameters<typeof notesAbout>[0]) =>
  (await notesAbout(about, admin)).map(({ text }) => text);
const firstId = async () => (await notesAbout(HOST, admin))[0]?.id ?? "";

it("a note has its author and its time, is changed and deleted by them or an admin, and by no other", async () => {
  const sam = await signInAs("support");
  expect(await write(noteHost, { vmid: "101", text: " loud fan\r\nsee 4711 " })).toEqual({ ok: true });
  expect(await notesAbout(HOST, { ...sam, role: "support" })).toMatchObject([
    { text: "loud fan\nsee 4711", authorName: sam.username, isOwn: true, edited: null },
  ]);
  const tom = await signInAs("support");
  expect(await notesAbout(HOST, { ...tom, role: "support" })).toMatchObject([{ isOwn: false }]);
  const note = await firstId();
  expect(await write(editNote, { note, text: "quiet" })).toMatchObject({ ok: false, code: "not-allowed" });
  expect(await write(dropNote, { note })).toMatchObject({ ok: false, code: "not-allowed" });
  const rosa = await signInAs("admin");
  expect(await write(editNote, { note, text: "quiet" })).toEqual({ ok: true });
  expect(await notesAbout(HOST, admin)).toMatchObject([
    { text: "quiet", authorName: sam.username, edited: { by: rosa.username } },
  ]);
  expect(await write(dropNote, { note })).toEqual({ ok: true });
  expect(await texts(HOST)).toEqual([]);
  // The page keeps the form that says so.
  drawnAnew.mockClear();
  expect(await write(editNote, { note, text: "loud" })).toMatchObject({ ok: false, code: "not-found" });
  expect(await write(dropNote, { note })).toMatchObject({ ok: false, code: "not-found" });
  expect(drawnAnew).not.toHaveBeenCalled();
});

it("the audit tells who did it and about whom, and never the text", async () => {
  const { accountId } = await signInAs("support");
  await write(noteCustomer, { userId: "10001", text: "pays late" });
  await write(noteHost, { vmid: "101", text: "pays late" });
  const events = await database().select().from(auditEvents).where(eq(auditEvents.accountId, accountId));
  const told = events.map(({ action, userId, vmId }) => [action, userId, vmId]);
  expect(told).toHaveLength(2);
  expect(told).toContainEqual(["note-written", "10001", null]);
  expect(told).toContainEqual(["note-written", "10001", "101"]);
  expect(JSON.stringify(events)).not.toContain("pays late");
});

it("a host's notes stay with it, and no customer reads one", async () => {
  await signInAs("support");
  await write(noteHost, { vmid: "101", text: "loud fan" });
  await write(noteCustomer, { userId: "10001", text: "pays late" });
  expect(await notesAbout(HOST, ann)).toEqual([]);
  expect(await notesAbout(CUSTOMER, ann)).toEqual([]);
  const owned = await openHost(ann, "101");
  if (!owned) throw new Error("not theirs");
  expect(JSON.stringify(await hostViewOf(owned, ann))).not.toContain("loud fan");
  // Under a new owner it is the same host; under another GUID it is another one with an old number.
  await database().update(hosts).set({ owner: "10002" }).where(eq(hosts.vmId, "101"));
  await database().transaction((tx) => keepTenancies(tx, ["101"]));
  expect(await texts(HOST)).toEqual(["loud fan"]);
  const [before] = await database().select({ guid: hosts.guid }).from(hosts).where(eq(hosts.vmId, "101"));
  await database().update(hosts).set({ guid: "another" }).where(eq(hosts.vmId, "101"));
  expect(await texts(HOST)).toEqual([]);
  await database().update(hosts).set({ owner: "10001", guid: before?.guid }).where(eq(hosts.vmId, "101"));
});

it("is not written about a number that is nobody's, and none becomes a customer by a note", async () => {
  await signInAs("support");
  expect(await write(noteCustomer, { userId: "987654", text: "who is it" })).toMatchObject({
    ok: false,
    code: "not-found",
  });
  expect(await database().$count(staffNotes)).toBe(0);
  expect(await findKnownCustomers("987654")).toEqual([]);
  // One without hosts, whom the panel knows by an account alone.
  const made = await createAccount({ username: crypto.randomUUID(), role: "customer", userId: "987654" });
  expect(made.ok).toBe(true);
  expect(await write(noteCustomer, { userId: "987654", text: "a new one" })).toEqual({ ok: true });
});

it("staff find a customer by what was noted about them", async () => {
  await signInAs("support");
  await write(noteCustomer, { userId: "10001", text: "Contract 77-Q is on paper" });
  expect((await findKnownCustomers("77-q")).map(({ userId }) => userId)).toEqual(["10001"]);
});

it("refuses an empty note and one with what can't be seen", async () => {
  await signInAs("admin");
  for (const text of ["", "  \n ", "a\u202eb", "x".repeat(2_001)]) {
    expect(await write(noteHost, { vmid: "101", text })).toMatchObject({ ok: false, code: "invalid" });
  }
  expect(await write(noteHost, { vmid: "9999", text: "a" })).toMatchObject({ ok: false, code: "not-found" });
});
