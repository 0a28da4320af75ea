import { eq } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { notePresence } from "@/lib/accounts/second-factor/proof";
import { proveSession } from "@/lib/accounts/sessions";
import { listStaff } from "@/lib/accounts/staff-accounts";
import type { PanelAction } from "@/lib/actions/pipeline";
import { form, signInAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { recoveryCodes, totpFactors } from "@/lib/db/entry-schema";
import { accounts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { auditFilterFrom } from "@/lib/fleet/audit/audit-filter";
import { readAudit } from "@/lib/fleet/audit/read-audit";
import { endStaffSessions, resetStaffFactors, setStaffDisabled } from "./actions";

vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
useTestDatabase();

type Person = Awaited<ReturnType<typeof signInAs>>;
let rosa: Person;
let sam: Person;
beforeEach(async () => {
  await database().delete(accounts);
  sam = await signInAs("support");
  await database()
    .insert(totpFactors)
    .values({ accountId: sam.accountId, sealed: "x", confirmedAt: new Date() });
  await database().insert(recoveryCodes).values({ accountId: sam.accountId, codeHash: "x" });
  rosa = await signInAs("admin");
});

const send = (action: PanelAction, of: Person, more: Record<string, string> = {}) =>
  action(null, form({ accountId: of.accountId, ...more }));
const asSeen = async (of: Person) => (await listStaff()).find(({ id }) => id === of.accountId);
const audited = async () =>
  (await readAudit(auditFilterFrom({ actor: rosa.username }))).entries.map((entry) => [
    entry.action,
    entry.outcome,
    entry.subject,
  ]);

it("lists who works here: role, factors, live sessions, last use", async () => {
  expect(await asSeen(sam)).toMatchObject({
    ...{ role: "support", totp: true, passkeys: 0, recoveryCodesLeft: 1, sessions: 1, disabled: false },
    lastUsedAt: expect.stringMatching(/^\d{4}-/),
  });
});

it("factors are reset, and an account disabled, only by who has just shown again who they are", async () => {
  expect(await send(resetStaffFactors, sam)).toEqual({ ok: false, code: "prove-again" });
  expect(await send(setStaffDisabled, sam, { disabled: "1" })).toEqual({ ok: false, code: "prove-again" });
  expect(await asSeen(sam)).toMatchObject({ totp: true, disabled: false, sessions: 1 });
  await notePresence(rosa.sessionId);
  expect(await send(resetStaffFactors, sam)).toEqual({ ok: true });
  expect(await asSeen(sam)).toMatchObject({ totp: false, recoveryCodesLeft: 0, sessions: 0 });
  expect(await proveSession(sam.sessionId)).toBeNull();
  expect(await send(setStaffDisabled, sam, { disabled: "1" })).toEqual({ ok: true });
  expect(await asSeen(sam)).toMatchObject({ disabled: true });
  expect(await send(setStaffDisabled, sam, { disabled: "0" })).toEqual({ ok: true });
  expect(await audited()).toEqual([
    ["staff-enabled", "done", sam.username],
    ["staff-disabled", "done", sam.username],
    ["staff-factors-reset", "done", sam.username],
  ]);
});

it("sessions are ended at once", async () => {
  expect(await send(endStaffSessions, sam)).toEqual({ ok: true });
  expect(await proveSession(sam.sessionId)).toBeNull();
  expect(await audited()).toEqual([["staff-sessions-ended", "done", sam.username]]);
});

it("nothing is done to oneself, nor to an account that is no staff's", async () => {
  await notePresence(rosa.sessionId);
  const own = { ok: false, code: "not-possible", reason: "yourself" };
  expect(await send(resetStaffFactors, rosa)).toEqual(own);
  expect(await send(setStaffDisabled, rosa, { disabled: "1" })).toEqual(own);
  expect(await send(endStaffSessions, rosa)).toEqual(own);
  await database()
    .update(accounts)
    .set({ role: "customer", userId: "10001" })
    .where(eq(accounts.id, sam.accountId));
  expect(await send(resetStaffFactors, sam)).toEqual({ ok: false, code: "not-found" });
  expect(await send(setStaffDisabled, sam, { disabled: "1" })).toEqual({ ok: false, code: "not-found" });
  expect(await proveSession(rosa.sessionId)).not.toBeNull();
});
