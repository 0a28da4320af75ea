import { eq } from "drizzle-orm";
import { beforeAll, expect, it, vi } from "vitest";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { useSimulatedMaster } from "../hosts/testing/simulated-master";
import { master } from "../master";
import { parseUserId } from "../rstack/ids";
import { changeOwnEmail } from "./change-email";
import { createAccount } from "./create-account";

useTestDatabase();
const simulator = useSimulatedMaster();
vi.mock("../mail", () => ({ canMail: () => true, sendMail: async () => true }));
vi.mock("next-intl/server", () => ({ getTranslations: async () => (key: string) => key }));

const PASSWORD = "a much longer secret 7";
const userId = parseUserId("10001");
beforeAll(() => {
  vi.stubEnv("CUSTOMER_FIELDS", "email");
  vi.stubEnv("SMTP_URL", "smtp://127.0.0.1:1");
});

async function change(accountId: string, email: string) {
  if (!userId) throw new Error("no customer");
  return changeOwnEmail({ accountId, userId, locale: "en" }, { password: PASSWORD, email });
}

it("takes no address that RStack has for somebody else, in whatever case, and asks the master to change nothing", async () => {
  const made = await createAccount({
    username: "ann",
    role: "customer",
    userId: "10001",
    password: PASSWORD,
  });
  if (!made.ok) throw new Error(made.fault);
  const theirs = (await simulator.control.users()).find((one) => one.userid === "10002")?.email ?? "";
  expect(theirs).toContain("@");
  for (const email of [theirs, theirs.toUpperCase()]) {
    expect(await change(made.accountId, email)).toEqual({ ok: false, code: "email-unusable" });
  }
  expect((await simulator.control.journal({ action: "user_update" })).calls).toEqual([]);
  expect(await change(made.accountId, "new-ann@example.net")).toEqual({ ok: true, mailed: true });
  const [row] = await database().select().from(accounts).where(eq(accounts.id, made.accountId));
  expect(row?.email).toBe("new-ann@example.net");
});

const emailOf = async (accountId: string) => {
  const [row] = await database().select().from(accounts).where(eq(accounts.id, accountId));
  return row?.email;
};

it("changes nothing anywhere where another account took the address while it was being asked for", async () => {
  const made = await createAccount({
    username: "ann-2",
    email: "ann-2@example.net",
    role: "customer",
    userId: "10001",
    password: PASSWORD,
  });
  if (!made.ok) throw new Error(made.fault);
  await simulator.control.clearJournal();
  const real = master().findUsers.bind(master());
  vi.spyOn(master(), "findUsers").mockImplementationOnce(async (...asked) => {
    await createAccount({ username: "quicker", email: "Wanted@example.net", role: "support" });
    return real(...asked);
  });
  expect(await change(made.accountId, "wanted@example.net")).toEqual({ ok: false, code: "email-unusable" });
  expect((await simulator.control.journal({ action: "user_update" })).calls).toEqual([]);
  expect(await emailOf(made.accountId)).toBe("ann-2@example.net");
});

it("signs in by the old address as before where RStack refuses the new one", async () => {
  const [account] = await database().select().from(accounts).where(eq(accounts.username, "ann-2"));
  const accountId = account?.id ?? "";
  await simulator.control.addFault({ kind: "refuse", match: { action: "user_update" }, text: "no" });
  expect(await change(accountId, "refused@example.net")).toEqual({ ok: false, code: "refused" });
  expect(await emailOf(accountId)).toBe("ann-2@example.net");
  await simulator.control.removeFaults();
});
