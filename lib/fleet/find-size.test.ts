import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { rowsRead, useTestDatabase } from "@/lib/db/testing";
import { findAnything, findRecent } from "./find-anything";

// How much of a large fleet one search reads: its time is that of one walk over each table (docs/performance.md), whatever
// the machine does beside it.

useTestDatabase();
const HOSTS = 50_000;
const CUSTOMERS = 22_000;
const STAFF = { accountId: "00000000-0000-4000-8000-000000000001", role: "support" } as const;

beforeAll(async () => {
  const customer = sql.raw(`(10000 + i % ${CUSTOMERS})::text`);
  await database().execute(sql`insert into hosts (vm_id, owner, name, ipv4, remark, seen_at)
    select i::text, ${customer}, 'web' || i % 700 || '-' || i, '10.' || (i >> 16) || '.' || ((i >> 8) & 255) || '.' || (i & 255),
      case when i % 5 = 0 then 'rack ' || i % 90 end, now() from generate_series(1, ${HOSTS}) i`);
  await database().execute(sql`insert into accounts (username, username_key, role, user_id, email, email_key)
    select 'User' || i, 'user' || i, 'customer', ${customer}, 'p' || i || '@example.net', 'p' || i || '@example.net'
    from generate_series(0, ${CUSTOMERS - 1}) i`);
  await database().execute(sql`insert into customer_names (user_id, name, username, email, status, found, read_at)
    select ${customer}, 'Firma ' || i || ' GmbH', 'user' || i, 'P' || i || '@example.net', '0', true, now()
    from generate_series(0, ${CUSTOMERS - 1}) i`);
  await database().execute(sql`analyze`);
}, 120_000);

it.each(["web12", "10.0.7", "firma 777", "user21999", "GmbH", "nowhere"])(
  "walks over each table once for %s",
  async (text) => {
    const ask = () => findAnything(text, STAFF);
    // The few that are shown are read by their ids.
    expect(await rowsRead("hosts", ask)).toBeLessThan(HOSTS + 500);
    // For each word among the hosts' owners, and for the customers themselves.
    expect(await rowsRead("customer_names", ask)).toBeLessThanOrEqual(
      (1 + text.split(" ").length) * CUSTOMERS,
    );
    expect(await rowsRead("accounts", ask)).toBeLessThanOrEqual(CUSTOMERS);
  },
);

it("finds what it is to find", async () => {
  expect((await findAnything("firma 777", STAFF)).customers[0]).toMatchObject({ userId: "10777", hosts: 3 });
  expect((await findAnything("USER21999", STAFF)).customers).toMatchObject([{ userId: "31999" }]);
  expect((await findAnything("web12-11912", STAFF)).hosts).toMatchObject([{ vmId: "11912" }]);
  expect((await findAnything("p5@example.net", STAFF)).customers).toMatchObject([
    { userId: "10005", email: "P5@example.net" },
  ]);
});

it("reads what was opened last by its numbers", async () => {
  const customers = Array.from({ length: 6 }, (_, n) => String(10_100 + n));
  const hosts = Array.from({ length: 8 }, (_, n) => String(200 + n));
  const ask = () => findRecent({ customers, hosts });
  const found = await ask();
  expect(found.customers.map(({ userId }) => userId)).toEqual(customers);
  expect(found.hosts.map(({ vmId }) => vmId)).toEqual(hosts);
  for (const table of ["hosts", "accounts", "customer_names"]) {
    expect(await rowsRead(table, ask), table).toBeLessThan(200);
  }
});
