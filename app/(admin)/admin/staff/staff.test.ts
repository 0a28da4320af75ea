import { eq } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { resetByLink } from "@/lib/accounts/links/use-link";
import { notePresence } from "@/lib/accounts/second-factor/proof";
import { proveSession } from "@/lib/accounts/sessions/sessions";
import { listStaff } from "@/lib/accounts/staff-accounts";
import type { ActionResult } from "@/lib/action-result";
import type { PanelAction } from "@/lib/actions/pipeline";
import { form, signInAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { recoveryCodes, totpFactors } from "@/lib/db/sign-in-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { auditFilterFrom } from "@/lib/fleet/audit/audit-filter";
import { readAudit } from "@/lib/fleet/audit/read-audit";
import {
  endStaffSessions,
  inviteStaff,
  inviteStaffAgain,
  resetStaffFactors,
  setStaffDisabled,
} from "./actions";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
const mail = vi.hoisted(() => ({ can: false, sent: [] as { to: string; text: string }[] }));
vi.mock("@/lib/mail", () => ({
  canMail: () => mail.can,
  sendMail: async (one: { to: string; text: string }) => mail.sent.push(one) > 0,
}));
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
  (await readAudit(auditFilterFrom({ q: rosa.username }))).entries.map((entry) => [
    entry.action,
    entry.outcome,
    entry.subject,
  ]);

it("lists who works here: role, factors, live sessions, last use", async () => {
  expect(await asSeen(sam)).toMatchObject({
    ...{ role: "support", totp: true, passkeys: 0, sessions: 1, disabled: false },
    lastUsedAt: expect.stringMatching(/^\d{4}-/),
  });
});

it("factors are reset, and an account disabled, only by who has just shown again who they are", async () => {
  expect(await send(resetStaffFactors, sam)).toEqual({ ok: false, code: "prove-again" });
  expect(await send(setStaffDisabled, sam, { disabled: "1" })).toEqual({ ok: false, code: "prove-again" });
  expect(await asSeen(sam)).toMatchObject({ totp: true, disabled: false, sessions: 1 });
  await notePresence(rosa.sessionId);
  expect(await send(resetStaffFactors, sam)).toEqual({ ok: true });
  expect(await asSeen(sam)).toMatchObject({ totp: false, sessions: 0 });
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

const NEW = { username: "kim", displayName: "Kim Lee", email: "kim@example.net", role: "support" };
const invite = (more: Record<string, string> = {}) => inviteStaff(null, form({ ...NEW, ...more }));
const kim = async () => (await listStaff()).find(({ username }) => username === NEW.username);
const tokenOf = (result: ActionResult<{ shown: string }>) =>
  (result.ok && /\/reset\/link#(\S+)$/.exec(result.shown ?? "")?.[1]) || "";

it("a colleague is invited by who has just shown again who they are, and sets the first password by the link", async () => {
  expect(await invite()).toEqual({ ok: false, code: "prove-again" });
  expect(await kim()).toBeUndefined();
  await notePresence(rosa.sessionId);
  // Nothing can be mailed here: the link is told to the one who asked.
  const first = await invite();
  expect(first).toEqual({ ok: true, shown: expect.stringMatching(/\/reset\/link#[\w-]{32}$/) });
  expect(await kim()).toMatchObject({ role: "support", displayName: "Kim Lee", hasPassword: false });
  for (const [fault, more] of [
    ["username-taken", { username: "KIM", email: "other@example.net" }],
    ["email-taken", { username: "kim2" }],
    ["bad-username", { username: "k@m" }],
  ] as const) {
    expect(await invite(more)).toEqual({ ok: false, code: "not-possible", reason: fault });
  }
  const second = await inviteStaffAgain(null, form({ accountId: (await kim())?.id ?? "" }));
  expect(await resetByLink(tokenOf(first), "a lamp under the stairs")).toMatchObject({ code: "link-over" });
  expect(await resetByLink(tokenOf(second), "a lamp under the stairs")).toEqual({
    ok: true,
    username: "kim",
  });
  expect(await kim()).toMatchObject({ hasPassword: true });
  // From then on a password is theirs alone to set.
  expect(await inviteStaffAgain(null, form({ accountId: (await kim())?.id ?? "" }))).toEqual({
    ok: false,
    code: "not-found",
  });
  expect(
    (await audited()).filter(([action]) => action === "staff-invited").map(([, outcome]) => outcome),
  ).toEqual(["not-found", "done", "bad-username", "email-taken", "username-taken", "done"]);
  const file = JSON.stringify((await readAudit(auditFilterFrom({}))).entries);
  expect(file).not.toContain("/reset/");
});

it("where mail can be sent the link goes to the colleague alone", async () => {
  await notePresence(rosa.sessionId);
  mail.can = true;
  expect(await invite()).toEqual({ ok: true });
  mail.can = false;
  expect(mail.sent).toEqual([
    expect.objectContaining({
      to: NEW.email,
      text: expect.stringMatching(/\/reset\/link#[\w-]{32}\n[\s\S]*as kim\./),
    }),
  ]);
});
