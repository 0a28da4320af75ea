import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { rateLimits } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import { useSimulatedMaster } from "../../hosts/testing/simulated-master";
import { parseUserId } from "../../rstack/ids";
import { setPassword } from "../change-password";
import { createAccount } from "../create-account";
import { askForEmail, confirmEmail, mailEmailLink } from "./change-email";

useTestDatabase();
const simulator = useSimulatedMaster();
const sent = vi.hoisted(() => vi.fn(async (_mail: { to: string; text: string }) => true));
vi.mock("../../mail", () => ({ canMail: () => true, sendMail: sent }));

const PASSWORD = "a much longer secret 7";
const OLD = "ann@example.net";
const NEW = "new-ann@example.net";
const userId = parseUserId("10001");
let accountId = "";

beforeAll(() => {
  vi.stubEnv("CUSTOMER_FIELDS", "email");
  vi.stubEnv("SMTP_URL", "smtp://127.0.0.1:1");
});
beforeEach(async () => {
  await database().delete(accounts);
  await database().delete(rateLimits);
  await simulator.control.removeFaults();
  await simulator.control.setUser("10001", { email: OLD });
  await simulator.control.clearJournal();
  sent.mockClear();
  accountId = await newAccount("customer", { username: "ann", email: OLD, password: PASSWORD });
});

/** As the action does: the answer, then the mail. */
async function ask(email: string, password = PASSWORD, of: typeof userId = userId) {
  const asked = await askForEmail({ accountId, userId: of }, { password, email });
  if (asked.ok) {
    await mailEmailLink({ accountId, userId: of, locale: "en" }, asked.email);
  }
  return asked;
}
const lastMail = () => sent.mock.calls.at(-1)?.[0];
const tokenIn = (text = "") => /\/email\/link#([\w-]{32})/.exec(text)?.[1] ?? "";
const changes = async () => (await simulator.control.journal({ action: "user_update" })).calls;
const emailOf = async (id = accountId) =>
  (await database().select().from(accounts).where(eq(accounts.id, id)))[0]?.email;

it("changes nothing, here or in RStack, before the link is opened", async () => {
  expect(await ask(NEW)).toEqual({ ok: true, email: NEW });
  expect(lastMail()).toMatchObject({ to: NEW });
  expect(await emailOf()).toBe(OLD);
  expect(await changes()).toEqual([]);
});

it("changes the address once, by the link, here and in RStack, and tells the old address", async () => {
  await ask(NEW);
  const token = tokenIn(lastMail()?.text);
  expect(await confirmEmail(token)).toEqual({ ok: true });
  expect(await emailOf()).toBe(NEW);
  expect((await changes()).map(({ params }) => params.email)).toEqual([NEW]);
  const told = sent.mock.calls.map(([mail]) => mail).slice(1);
  expect(told).toHaveLength(1);
  expect(told[0]?.text).not.toContain(NEW);
  expect(await confirmEmail(token)).toEqual({ ok: false, code: "link-over" });
});

it("doesn't tell the asker whose an address is, and tells its owner that somebody asked", async () => {
  const theirs = (await simulator.control.users()).find((one) => one.userid === "10002")?.email ?? "";
  await createAccount({ username: "bob", email: "bob@example.net", role: "support" });
  for (const email of [theirs, theirs.toUpperCase(), "Bob@example.net"]) {
    await database().delete(rateLimits);
    sent.mockClear();
    expect(await ask(email)).toEqual({ ok: true, email });
    expect(lastMail()).toMatchObject({ to: email });
    expect(tokenIn(lastMail()?.text)).toBe("");
  }
  expect(await changes()).toEqual([]);
});

it("changes nothing when another account took the address before the link was opened", async () => {
  await ask(NEW);
  await createAccount({ username: "quicker", email: "New-Ann@example.net", role: "support" });
  expect(await confirmEmail(tokenIn(lastMail()?.text))).toEqual({ ok: false, code: "link-over" });
  expect(await emailOf()).toBe(OLD);
  expect(await changes()).toEqual([]);
});

it("keeps the old address and the link when RStack refuses the new one", async () => {
  await ask(NEW);
  const token = tokenIn(lastMail()?.text);
  await simulator.control.addFault({ kind: "refuse", match: { action: "user_update" }, text: "no" });
  expect(await confirmEmail(token)).toEqual({ ok: false, code: "refused" });
  expect(await emailOf()).toBe(OLD);
  await simulator.control.removeFaults();
  expect(await confirmEmail(token)).toEqual({ ok: true });
});

it("invalidates the link by a newer one and by a new password", async () => {
  await ask("first@example.net");
  const first = tokenIn(lastMail()?.text);
  await ask(NEW);
  const second = tokenIn(lastMail()?.text);
  expect(await confirmEmail(first)).toEqual({ ok: false, code: "link-over" });
  await setPassword(accountId, "another long secret 8");
  expect(await confirmEmail(second)).toEqual({ ok: false, code: "link-over" });
  expect(await emailOf()).toBe(OLD);
});

it("allows three an hour, and then tells the seconds to wait", async () => {
  for (let n = 0; n < 3; n += 1) {
    expect(await ask(`${n}@example.net`)).toMatchObject({ ok: true });
  }
  expect(await ask(NEW)).toEqual({ ok: false, code: "too-many", waitSeconds: expect.any(Number) });
  expect(sent).toHaveBeenCalledTimes(3);
});

it("mails one address three times an hour, whichever account asks, with the same answer", async () => {
  for (let n = 0; n < 4; n += 1) {
    await database()
      .delete(rateLimits)
      .where(eq(rateLimits.key, `change-email:${accountId}`));
    expect(await ask(NEW)).toEqual({ ok: true, email: NEW });
  }
  expect(sent).toHaveBeenCalledTimes(3);
});

it("requires the password and a valid address", async () => {
  expect(await ask(NEW, "not the password")).toEqual({ ok: false, code: "wrong-password" });
  expect(await ask("not an address")).toEqual({ ok: false, code: "email-unusable" });
  expect(sent).not.toHaveBeenCalled();
});

it("changes the address of a guest who is no customer here alone, whatever the provider lets customers change", async () => {
  const ELSE = "a-guest@example.net";
  await database().update(accounts).set({ userId: null }).where(eq(accounts.id, accountId));
  await simulator.control.setUser("10001", { email: "somebody@example.net" });
  expect(await ask(ELSE, PASSWORD, null)).toEqual({ ok: true, email: ELSE });
  expect(await confirmEmail(tokenIn(lastMail()?.text))).toEqual({ ok: true });
  expect(await emailOf()).toBe(ELSE);
  expect(await changes()).toEqual([]);
  expect(sent.mock.calls.map(([mail]) => mail.to)).toEqual([ELSE, OLD]);
  // RStack has it for a customer, who would be kept from an account of their own.
  sent.mockClear();
  await ask("somebody@example.net", PASSWORD, null);
  expect(lastMail()?.text).not.toContain("/email/link#");
  expect(await emailOf()).toBe(ELSE);
});
