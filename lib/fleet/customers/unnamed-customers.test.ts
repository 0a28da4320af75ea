import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { confirmCustomer } from "@/lib/accounts/status/rstack-status";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { flushCalls, master } from "@/lib/master";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { connectionReport } from "../connection-report";
import { namesOf } from "./customer-names";
import { customerRow } from "./customer-page";
import { findCustomers, readCustomer } from "./find-customers";

useTestDatabase();
const sim = useSimulatedMaster();
const USER = parseUserId("10001") as UserId;
const FAULT = {
  kind: "protocol",
  cause: "customer-not-named",
  detail: "user_info: no column userid",
};
const dropUserId = () =>
  sim.control.addFault({ kind: "drop-columns", columns: ["userid"], match: { action: "user_info" } });

beforeEach(async () => {
  await sim.control.reset();
  await database().execute(sql`truncate master_profile, accounts, customer_names cascade`);
});

describe("customers whose rows lack userid", () => {
  it("are no customers that RStack doesn't have: the column is named", async () => {
    await dropUserId();
    expect(await readCustomer(USER)).toEqual({ found: "fault", fault: FAULT });
    expect(await findCustomers("any", "northwind")).toMatchObject({ ok: false, fault: FAULT });
    expect(await master().listAllUsers({ priority: "mirror" })).toMatchObject({ ok: false, fault: FAULT });
    expect(await master().findUsers({ userId: USER }, { priority: "list" })).toEqual({
      ok: false,
      fault: FAULT,
    });
  });

  it("keep the names that are known of them, and their sessions", async () => {
    const row = await customerRow(USER);
    const name = row.found === "one" ? row.user.name : null;
    expect(name).not.toBeNull();
    const [account] = await database()
      .insert(accounts)
      .values({ username: "a", usernameKey: "a", role: "customer", userId: USER, passwordHash: null })
      .returning({ id: accounts.id });
    const id = account?.id ?? "";
    expect(await confirmCustomer(id)).toEqual({ status: "active", silent: false });
    await dropUserId();
    expect(await customerRow(USER)).toEqual({ found: "fault", fault: FAULT });
    expect((await namesOf([USER])).get(USER)?.name).toBe(name);
    expect(await confirmCustomer(id)).toEqual({ status: "active", silent: true });
  });

  it("are told on Connection, with what to do", async () => {
    await dropUserId();
    await readCustomer(USER);
    await flushCalls();
    expect((await connectionReport()).lastFault).toMatchObject({
      action: "user_info",
      diagnosis: { cause: "customer-not-named", detail: FAULT.detail },
    });
  });
});

it("a customer is found by RStack's row id, and by nothing that only looks like it", async () => {
  const [row] = await master()
    .searchUsers({ userId: USER }, { priority: "list" })
    .then((read) => (read.ok ? read.value : []));
  const rowId = row?.user.rowId ?? "";
  expect(await findCustomers("rowId", rowId)).toMatchObject({
    ok: true,
    value: { found: [{ match: "exact", user: { userId: USER, rowId } }] },
  });
  await sim.control.clearJournal();
  expect(await findCustomers("rowId", `${rowId} or more`)).toEqual({
    ok: true,
    value: { found: [], more: false },
  });
  expect((await sim.control.journal()).calls).toEqual([]);
});
