import { userInfo } from "node:os";
import { Readable } from "node:stream";
import { eq, like } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { createSession, proveSession } from "../accounts/sessions/sessions";
import { database } from "../db/connection";
import { notifications } from "../db/notification-schema";
import { accounts } from "../db/schema";
import { auditEvents } from "../db/staff-schema";
import { useTestDatabase } from "../db/testing";
import { runAccountCommand } from "./account-command";
import { firstLine } from "./first-line";

vi.stubEnv("TRUSTED_PROXIES", "1");
useTestDatabase();

const findUsers = vi.hoisted(() => vi.fn());
vi.mock("../master", () => ({ master: () => ({ findUsers }) }));

const PASSWORD = "lamp under the stairs";

async function account(args: string, password = PASSWORD) {
  const lines: string[] = [];
  await runAccountCommand(args.split(" "), {
    readPassword: async () => password,
    say: (line) => lines.push(line),
  });
  return { said: lines.join("\n") };
}

const rowOf = async (key: string) =>
  (await database().select().from(accounts).where(eq(accounts.usernameKey, key)))[0];

async function sessionOf(key: string): Promise<string> {
  const row = await rowOf(key);
  const made = await createSession({ id: row?.id ?? "", role: "support" }, { userAgent: "U", address: null });
  return made.sessionId;
}

beforeEach(async () => {
  await database().delete(accounts);
  findUsers.mockResolvedValue({ ok: true, value: [{ userId: "10001", status: "0" }] });
});

it("makes a customer, and prints what the master says", async () => {
  const { said } = await account("add --username Alice --userid 10001 --email A@example.com --locale zh-CN");
  expect(said).toMatch(/10001: there is this customer, and active/);
  const row = await rowOf("alice");
  expect(row).toMatchObject({ role: "customer", emailKey: "a@example.com", locale: "zh-CN" });
  expect(row).toMatchObject({ rstackStatus: "active" });
  expect(row?.passwordHash).toMatch(/^\$argon2id\$/);
});

it("stands in the audit, with whoever ran the command", async () => {
  await account("add --username auditdesk --role admin");
  await account("add --username auditann --userid 10001");
  await account("password --username auditann");
  await account("disable --username auditdesk");
  await account("no-second-factor --username auditdesk");
  const rows = await database()
    .select()
    .from(auditEvents)
    .where(like(auditEvents.subject, "audit%"))
    .orderBy(auditEvents.at);
  expect(rows.map(({ action, subject, userId }) => [action, subject, userId])).toEqual([
    ["staff-made", "auditdesk", null],
    ["account-made", "auditann", "10001"],
    ["password-set", "auditann", "10001"],
    ["staff-disabled", "auditdesk", null],
    ["staff-factors-reset", "auditdesk", null],
  ]);
  expect(new Set(rows.map(({ actorName }) => actorName))).toEqual(
    new Set([`npm run account (${userInfo().username})`]),
  );
});

it("links a customer whom RStack lets in to an account, once, and ends the link", async () => {
  await account("add --username ann --userid 10001");
  findUsers.mockResolvedValue({ ok: true, value: [{ userId: "10002", status: "0", username: "bert" }] });
  const link = "link --username ann --userid 10002";
  expect((await account(link)).said).toMatch(/ann can switch to customer 10002/);
  expect(await rowOf("ann#10002")).toMatchObject({ userId: "10002", passwordHash: null });
  await expect(account(link)).rejects.toThrow(/linked to the account already/);
  await expect(account("link --username ann#10002 --userid 10003")).rejects.toThrow(/signs in/);
  expect((await account("unlink --username ann --userid 10002")).said).toMatch(/no longer/);
  expect((await rowOf("ann#10002"))?.formerAt).not.toBeNull();
  await expect(account("unlink --username ann --userid 10002")).rejects.toThrow(/not linked/);
  expect((await account(link)).said).toMatch(/can switch/);
  const rows = await database().select().from(auditEvents).where(eq(auditEvents.userId, "10002"));
  expect(rows.map(({ action }) => action).sort()).toEqual([
    ...["customer-linked", "customer-linked", "customer-unlinked"],
  ]);
});

it.each([
  [{ ok: true, value: [] }, /no such customer/],
  [{ ok: true, value: [{ userId: "10002", status: "1" }] }, /disabled/],
  [{ ok: true, value: [{ userId: "10002", status: "0", group: "10" }] }, /administrator/],
  [{ ok: false, fault: { kind: "unknown", cause: "timeout", detail: "" } }, /nothing was changed/],
])("links nobody whom RStack doesn't let in: %j", async (answer, said) => {
  await account("add --username ann --userid 10001");
  findUsers.mockResolvedValue(answer);
  await expect(account("link --username ann --userid 10002")).rejects.toThrow(said);
  await expect(account("link --username ann --userid 10001")).rejects.toThrow(/own customer/);
  expect(await database().select().from(accounts)).toHaveLength(1);
});

it.each([
  [{ ok: true, value: [] }, /no such customer/],
  [{ ok: true, value: [{ userId: "10001", status: "1" }] }, /disabled/],
  [{ ok: false, fault: { kind: "refused", text: "-1", clockSkewMs: null } }, /no answer/],
])("makes the account whatever the master says: %j", async (answer, said) => {
  findUsers.mockResolvedValue(answer);
  expect((await account("add --username alice --userid 10001")).said).toMatch(said);
  expect(await rowOf("alice")).toBeDefined();
});

it.each([
  ["add --username alice", /needs --userid/],
  ["add --username al@ice --userid 1", /no @/],
  ["add --userid 1", /--username is missing/],
  ["add --username a --role root", /--role is one of/],
  ["add --username a --role admin --userid 1", /customers only/],
  ["add --username a --userid 1 --locale de", /--locale is one of/],
  ["add --username a --userid 1 --email nonsense", /no e-mail/],
  ["add --username a --userid 1 --admin", /Unknown option/],
  ["password --username nobody", /no account nobody/],
  ["remove --username a", /npm run account/],
  ["", /npm run account/],
])("refuses %s", async (args, message) => {
  await expect(account(args)).rejects.toThrow(message);
  expect(await database().select().from(accounts)).toEqual([]);
});

it("user names and e-mails are there once, whatever their case", async () => {
  await account("add --username Alice --userid 10001 --email A@Example.com");
  await expect(account("add --username aLICE --role admin")).rejects.toThrow(/user name already/);
  await expect(account("add --username b --role admin --email a@example.COM")).rejects.toThrow(/e-mail/);
});

it.each([
  ["", /no password/],
  ["short", /at least 10/],
  ["dana@example.com", /own name/],
  ["1234567890", /tried first/],
  ["x".repeat(257), /at most 256/],
])("takes no password that people could not choose themselves, for nobody: %s", async (given, message) => {
  for (const role of ["customer --userid 10001", "support", "admin"]) {
    const add = account(`add --username dana --email dana@example.com --role ${role}`, given);
    await expect(add).rejects.toThrow(message);
  }
  expect(await rowOf("dana")).toBeUndefined();
  await account("add --username sam --role support");
  const { passwordHash } = (await rowOf("sam")) ?? {};
  await expect(
    account("password --username sam", given === "dana@example.com" ? "sam" : given),
  ).rejects.toThrow();
  expect((await rowOf("sam"))?.passwordHash).toBe(passwordHash);
});

it("a new password and a disabled account end the sessions", async () => {
  await account("add --username sam --role support");
  const first = await sessionOf("sam");
  expect((await account("sessions --username SAM")).said).toMatch(/1 live session\n.*U$/);
  await account("password --username sam", "another fine one");
  expect(await proveSession(first)).toBeNull();
  const second = await sessionOf("sam");
  await account("disable --username sam");
  expect(await proveSession(second)).toBeNull();
  expect((await account("list")).said).toMatch(/sam\tsupport.*disabled/);
  await account("enable --username sam");
  expect((await account("list")).said).toMatch(/sam\tsupport.*enabled/);
});

it.each([
  ["lf", "a b \nrest", "a b "],
  ["crlf", "密码\r\nrest", "密码"],
  ["none", "last", "last"],
  ["empty", "", ""],
])("takes the first line of standard input without its end: %s", async (_what, sent, line) => {
  const bytes = Buffer.from(sent);
  // Cut inside a character: the parts must be put together before they are decoded.
  expect(await firstLine(Readable.from([bytes.subarray(0, 1), bytes.subarray(1)]))).toBe(line);
});

it("prints a provider's token alone, after its audit row and after all admins were told", async () => {
  await account("add --username tokenroot --role admin");
  await account("add --username tokenother --role admin");
  await account("add --username tokendesk --role support");
  const ask = (more: string, username = "tokenroot") =>
    account(
      `token --username ${username} --name shop --scopes fleet-read,fleet-provision --days 30 --addresses 203.0.113.9,2001:db8::/64${more}`,
    );
  await expect(ask("", "tokendesk")).rejects.toThrow("no enabled admin");
  for (const wrong of [" --days 0", " --days 366", " --scopes fleet-read,all", " --addresses x"] as const) {
    await expect(ask(wrong), wrong).rejects.toThrow("--");
  }
  const { said } = await ask("");
  expect(said).toMatch(/^rsp_[\w-]{49}$/);
  const { said: second } = await ask("");
  expect(second).not.toBe(said);
  const [audited, ...more] = await database()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.action, "token-made"));
  expect(more).toHaveLength(1);
  expect(audited).toMatchObject({
    subject: "shop",
    detail: { maker: "tokenroot", scopes: ["fleet-read", "fleet-provision"] },
  });
  const told = await database().select().from(notifications);
  expect(new Set(told.map(({ accountId }) => accountId)).size).toBe(2);
  await account("disable --username tokenroot");
  await expect(ask("")).rejects.toThrow("no enabled admin");
});
