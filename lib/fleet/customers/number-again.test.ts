import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { makeLink, readLink } from "@/lib/accounts/links/links";
import { createSession, proveSession } from "@/lib/accounts/sessions/sessions";
import { listViewsOf, startView } from "@/lib/accounts/sessions/views";
import { whoMayEnter } from "@/lib/accounts/sign-in/sign-in-eligibility";
import { confirmCustomer } from "@/lib/accounts/status/rstack-status";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { labelOf, saveLabel } from "@/lib/hosts/labels/labels";
import { openHost } from "@/lib/hosts/owned-host";
import { powerCommands } from "@/lib/hosts/power/power-commands";
import { ann } from "@/lib/hosts/testing/ann";
import { ended, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { master } from "@/lib/master";
import { rosa } from "../testing/rosa";
import { addCustomer, deleteCustomer } from "./change-customer";
import { readTimeline } from "./customer-timeline";
import { accountOf, activityOf, newUser, readHost, user } from "./testing/new-customers";

const { simulator } = useSimulatedHosts();
const COMMAND = { priority: "command" } as const;
const owner = (number: string) => ({ ...ann, userId: user(number) });

/** A customer who has host 101, did something to it, named it, was looked at, was invited, and is signed in. */
async function customerWithPast(number: string) {
  await addCustomer(newUser(number, `old${number}`));
  const accountId = await accountOf(number);
  const { sessionId } = await createSession(
    { id: accountId, role: "customer" },
    { userAgent: null, address: null },
  );
  await simulator().control.setHost("101", { userid: number });
  await readHost("101");
  const owned = await openHost(owner(number), "101");
  if (!owned) throw new Error("the host is not theirs");
  await ended(await powerCommands["force-stop"].run(owned, {}, `key-${number}`, owner(number)));
  await saveLabel(owned, { name: "till", note: "the key lies under the mat" });
  await startView(
    { ...rosa, sessionId: crypto.randomUUID() },
    { userId: user(number), customerName: "x", reason: "ticket 7" },
  );
  const link = await makeLink({ purpose: "activate", userId: number, email: `old${number}@example.net` });
  expect(await activityOf(number)).toHaveLength(1);
  return { accountId, sessionId, token: new URL(link).hash.slice(1) };
}

const isClosed = async (accountId: string) => {
  const [row] = await database().select().from(accounts).where(eq(accounts.id, accountId));
  return row?.disabledAt !== null;
};

/** The host is the number's again, and nothing that was is to be read; staff read all of it. */
async function expectNothingOfBefore(number: string, past: Awaited<ReturnType<typeof customerWithPast>>) {
  await simulator().control.setHost("101", { userid: number });
  await readHost("101");
  const owned = await openHost(owner(number), "101");
  expect(owned && (await labelOf(owned.tenancyId))).toEqual({ name: null, note: null, tags: [] });
  expect(await activityOf(number)).toEqual([]);
  expect(await listViewsOf(user(number), 10)).toEqual([]);
  expect([await isClosed(past.accountId), await proveSession(past.sessionId)]).toEqual([true, null]);
  expect(await readLink(past.token, "activate")).toBeNull();
  const { entries } = await readTimeline(user(number), rosa, { only: null, after: null, limit: 50 });
  const of = (source: string) => entries.filter((entry) => entry.source === source).length;
  expect([of("operations"), of("views")]).toEqual([1, 1]);
}

describe("a number that is given up and made again", () => {
  it("in the panel: its new holder reads nothing of the last one", async () => {
    const past = await customerWithPast("81001");
    expect(await deleteCustomer(user("81001"), true)).toMatchObject({ ok: true });
    await addCustomer(newUser("81001", "new81001"));
    await expectNothingOfBefore("81001", past);
  });

  it("elsewhere, unseen by the panel: the row that the master shows is another, and so is the holder", async () => {
    const past = await customerWithPast("82001");
    await master().deleteUser(user("82001"), COMMAND);
    await master().addUser(newUser("82001", "new82001"), COMMAND);
    // Before the new holder's own account is made, as every way to one begins.
    expect(await whoMayEnter({ userId: user("82001") })).toMatchObject({ email: "new82001@example.net" });
    const accountId = await accountOf("82001");
    await expectNothingOfBefore("82001", past);
    expect(await isClosed(accountId)).toBe(false);
  });

  it("elsewhere: an account that comes back under it is closed before it gets in, and not the new one", async () => {
    const past = await customerWithPast("83001");
    await master().deleteUser(user("83001"), COMMAND);
    await master().addUser(newUser("83001", "new83001"), COMMAND);
    // `npm run account` and the staff make one without a look, and ask the master after.
    const accountId = await accountOf("83001");
    await confirmCustomer(past.accountId);
    await expectNothingOfBefore("83001", past);
    expect(await isClosed(accountId)).toBe(false);
  });

  it("keeps all for the same person: a master that was moved counts its rows anew", async () => {
    const past = await customerWithPast("84001");
    await master().deleteUser(user("84001"), COMMAND);
    await master().addUser(newUser("84001", "old84001"), COMMAND);
    await confirmCustomer(past.accountId);
    await simulator().control.setHost("101", { userid: "84001" });
    expect(await activityOf("84001")).toHaveLength(1);
    expect(await isClosed(past.accountId)).toBe(false);
  });

  it("keeps all while a customer changes their own name and address", async () => {
    const past = await customerWithPast("85001");
    const before = await simulator().control.users();
    expect(before.some(({ userid }) => userid === "85001")).toBe(true);
    await simulator().control.setUser("85001", { email: "other@example.net", username: "other85001" });
    await confirmCustomer(past.accountId);
    expect([await isClosed(past.accountId), (await activityOf("85001")).length]).toEqual([false, 1]);
  });
});
