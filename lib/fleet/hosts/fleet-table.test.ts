import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { schedules } from "@/lib/db/schedule-schema";
import { operations, tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import type { UserId } from "@/lib/rstack/ids";
import { customerHosts } from "../customers/customer-page";
import { findAnything, findKnownCustomers, pageOfExact } from "../find-anything";
import { staffOverview } from "../staff-overview";
import { rosa } from "../testing/rosa";
import { type FleetQuery, fleetQueryFrom, STATE_FILTERS } from "./fleet-query";
import { countedAs, countHosts } from "./fleet-status";
import { fleetPage, HOSTS_A_PAGE } from "./fleet-table";

useTestDatabase();

beforeAll(async () => {
  await database().execute(sql`insert into hosts (vm_id, guid, owner, name, status, image_id, area_id, node_id, ipv4,
      ipv6, additional_ips, traffic_used_gb, state_word, state_at, gone_at, seen_at)
    select i::text, 'GUID-' || i, (10000 + i % 7)::text, 'Web_' || i, case when i % 10 = 0 then '1' else '2' end, '11',
      '1', (1 + i % 4)::text, '10.0.0.' || i, '2001:db8::' || i, case when i = 7 then array['198.51.100.77'] else '{}' end,
      1000 - i, case when i = 7 then 'running' end, case when i = 7 then now() end, case when i = 120 then now() end, now()
    from generate_series(1, 120) i`);
});

const ask = (search: Record<string, string>, change: Partial<FleetQuery> = {}) =>
  fleetPage({ ...fleetQueryFrom(search), ...change });
const idsOf = async (search: Record<string, string>) => (await ask(search)).hosts.map(({ vmId }) => vmId);

it("counts all, and has every host on one page alone", async () => {
  const pages = await Promise.all(["1", "2", "3"].map((page) => idsOf({ sort: "id", page })));
  expect(pages.map((ids) => ids.length)).toEqual([HOSTS_A_PAGE, HOSTS_A_PAGE, 19]);
  expect(pages.flat()).toEqual(Array.from({ length: 119 }, (_, i) => String(i + 1)));
  expect((await ask({ page: "9" })).total).toBe(119);
});

const STAFF = { accountId: "00000000-0000-4000-8000-000000000001", role: "support" } as const;

it("finds by name, id, guid, any address and customer, whatever the case, and takes no sign for a wildcard", async () => {
  expect(await idsOf({ q: "WEB_77" })).toEqual(["77"]);
  expect(await idsOf({ q: "guid-104" })).toEqual(["104"]);
  expect(await idsOf({ q: "198.51.100" })).toEqual(["7"]);
  expect(await idsOf({ q: "b8::33" })).toEqual(["33"]);
  expect((await ask({ q: "10003" })).total).toBe(17);
  expect(await idsOf({ q: "web%" })).toEqual([]);
  expect(await ask({ q: "web_", page: "9" })).toMatchObject({ hosts: [], total: 119 });
  expect(await ask({ q: "nowhere" })).toMatchObject({ hosts: [], total: 0 });
});

it("finds by remark, on the overview too, and tells it where that is what was looked for", async () => {
  await database().execute(sql`update hosts set remark = 'Moved from Rack 12 東' where vm_id = '41'`);
  for (const q of ["rack 12", "RACK", "東"]) {
    expect((await ask({ q })).hosts).toMatchObject([{ vmId: "41", remark: "Moved from Rack 12 東" }]);
  }
  expect((await findAnything("rack 12", STAFF)).hosts).toMatchObject([
    { vmId: "41", remark: "Moved from Rack 12 東" },
  ]);
  expect((await ask({ q: "web_41" })).hosts).toMatchObject([{ vmId: "41", remark: null }]);
  expect(await idsOf({ q: "rack_12" })).toEqual([]);
});

it("finds by what staff noted about the host, as long as it is that host", async () => {
  await database().execute(sql`insert into staff_notes (vm_id, user_id, guid, text, account_id, author_name)
    values ('42', null, 'GUID-42', 'Loud FAN, case 4711', ${STAFF.accountId}, 'Sam'),
      ('43', null, null, 'loud fan too', ${STAFF.accountId}, 'Sam'),
      ('44', null, 'of-an-earlier-host', 'loud fan before', ${STAFF.accountId}, 'Sam'),
      (null, '10003', null, 'loud fan at home', ${STAFF.accountId}, 'Sam')`);
  expect(await idsOf({ q: "loud fan", sort: "id" })).toEqual(["42", "43"]);
  expect((await findAnything("case 4711", STAFF)).hosts.map(({ vmId }) => vmId)).toEqual(["42"]);
  expect(await idsOf({ q: "f_n" })).toEqual([]);
  await database().execute(sql`update hosts set guid = null where vm_id = '44'`);
  expect(await idsOf({ q: "loud before" })).toEqual(["44"]);
  await database().execute(sql`update hosts set guid = 'GUID-44' where vm_id = '44'`);
  await database().execute(sql`delete from staff_notes`);
});

it("finds by a tag, as a word or behind #, while its customer has the host", async () => {
  const tag = (vmId: string, tags: string[]) =>
    database().execute(sql`with t as (insert into tenancies (vm_id, guid, owner) values (${vmId}, 'g', '10001') returning id)
      insert into host_labels (tenancy_id, tags) select id, array(select jsonb_array_elements_text(${JSON.stringify(tags)}::jsonb)) from t`);
  await tag("51", ["eu", "shop"]);
  await tag("52", ["shop-test"]);
  expect(await idsOf({ q: "SHOP", sort: "id" })).toEqual(["51", "52"]);
  expect(await idsOf({ q: "#Shop" })).toEqual(["51"]);
  expect(await idsOf({ q: "#sho" })).toEqual([]);
  expect((await findAnything("#shop-test", STAFF)).hosts.map(({ vmId }) => vmId)).toEqual(["52"]);
  await database().execute(sql`update tenancies set until = now() where vm_id = '51'`);
  expect(await idsOf({ q: "#shop" })).toEqual([]);
  await database().execute(sql`truncate host_labels, tenancies cascade`);
});

it("opens what is called exactly so, where that is one thing alone", async () => {
  const opened = async (text: string) => pageOfExact(text, await findAnything(text, STAFF));
  // As a part it is in Web_110 to Web_119 as well: more than are shown, of which another could be called so.
  expect(await opened("web_11")).toBeNull();
  expect(await opened("WEB_77")).toBe("/admin/hosts/77");
  expect(await opened("10.0.0.99")).toBe("/admin/hosts/99");
  expect(await opened("web_7")).toBeNull();
  expect(await opened("guid-104")).toBeNull();
  expect(await opened("nowhere")).toBeNull();
  await database().execute(sql`insert into customer_names (user_id, email, found, read_at)
    values ('10003', 'Ann@northwind.example', true, now())`);
  expect(await opened("ann@northwind.example")).toBe("/admin/customers/10003");
  expect(await opened("ann@northwind")).toBeNull();
  await database().execute(sql`delete from customer_names`);
});

it("narrows by place, customer and status, and sorts either way", async () => {
  expect((await ask({ node: "2", status: "locked" })).hosts).toEqual([]);
  expect(await idsOf({ node: "3", status: "locked", sort: "id" })).toEqual([
    "10",
    "30",
    "50",
    "70",
    "90",
    "110",
  ]);
  expect((await ask({ owner: "10000" })).total).toBe(17);
  expect((await idsOf({ q: "web", sort: "traffic", dir: "desc" })).slice(0, 3)).toEqual(["1", "2", "3"]);
});

it("counts every host under one of the figures, and each figure's list holds as many", async () => {
  const counts = await countHosts();
  expect(STATE_FILTERS.reduce((sum, name) => sum + counts[name], 0)).toBe(counts.all);
  expect(counts).toMatchObject({ all: 119, running: 1, attention: 0, restricted: 11, "not-checked": 107 });
  for (const name of STATE_FILTERS) {
    const { total, hosts } = await ask({ status: name });
    expect(total, name).toBe(counts[name]);
    expect(new Set(hosts.map(countedAs)), name).toEqual(new Set(total > 0 ? [name] : []));
  }
});

it("counts states of what else was chosen, whichever of them is shown", async () => {
  const none = { attention: 0, off: 0, "setting-up": 0 };
  const found = await ask({ q: "web_7", status: "restricted" });
  expect([found.total, found.hosts.length]).toEqual([1, 1]);
  expect(found.counts).toEqual({ ...none, all: 11, running: 1, restricted: 1, "not-checked": 9 });
  const nowhere = await ask({ q: "web_7", status: "off" });
  expect([nowhere.total, nowhere.hosts]).toEqual([0, []]);
  expect(nowhere.counts).toEqual(found.counts);
  const owned = await ask({ owner: "10000", status: "locked" });
  expect(owned).toMatchObject({
    total: 1,
    counts: { all: 17, running: 1, restricted: 1, "not-checked": 15 },
  });
  expect((await ask({ status: "restricted" })).counts).toMatchObject({ all: 119, restricted: 11 });
});

it("finds customers by number, by what is kept of them and by their account; and hosts beside them", async () => {
  await database().execute(sql`insert into customer_names (user_id, name, username, email, found, read_at)
    values ('10003', 'Ostwind 东风', 'ostwind', 'desk@ostwind.example', true, now())`);
  const { customers, hosts, hostCount } = await findAnything("OSTWIND.ex", rosa);
  expect(customers).toEqual([
    { userId: "10003", name: "Ostwind 东风", email: "desk@ostwind.example", hosts: 17 },
  ]);
  expect([hosts.length, hostCount]).toEqual([8, 17]);
  expect(await findKnownCustomers("10004")).toMatchObject([{ userId: "10004", name: null, hosts: 17 }]);
  expect(await findKnownCustomers("%")).toEqual([]);
});

it("tells a power word only where the panel has seen it", async () => {
  const { hosts } = await ask({ q: "web_7", sort: "id" });
  expect(hosts[0]).toMatchObject({ state: "running", stateAt: expect.any(String) });
  expect(hosts[1]?.stateAt).toBeNull();
});

it("says that a set-up failed where the panel saw it, though the master's list goes on saying that it is under way", async () => {
  await database().execute(sql`update hosts set status = '0', state_at = now(),
    state_word = case vm_id when '101' then 'SetupFailed' else 'setup' end where vm_id in ('101', '102')`);
  const failed = await ask({ status: "setup-failed" });
  expect(failed.hosts.map(({ vmId, status }) => [vmId, status])).toEqual([["101", "setup-failed"]]);
  expect(await idsOf({ status: "setting-up" })).toEqual(["102"]);
  expect(await idsOf({ status: "attention", sort: "id" })).toEqual(expect.arrayContaining(["101"]));
  expect(await idsOf({ status: "attention", sort: "id" })).not.toContain("102");
  const { needs } = await staffOverview({ accountId: "", role: "support" });
  expect(needs).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        what: "setUpFailed",
        count: 1,
        subjects: [expect.objectContaining({ name: "Web_101", href: "/admin/hosts/101", owner: "10003" })],
      }),
    ]),
  );
});

it("names under what needs attention every host that the figure counts, and none that the provider restricted", async () => {
  await database().execute(sql`update hosts set status = case vm_id when '101' then '-1' when '102' then '-2' else '-3' end
    where vm_id in ('101', '102', '103')`);
  const { needs, hosts } = await staffOverview({ accountId: "", role: "support" });
  const counts = Object.fromEntries(needs.map(({ what, count }) => [what, count]));
  expect(counts).toMatchObject({ overTraffic: 1, outOfTraffic: 1 });
  expect(hosts.restricted).toBe(12);
  const ofHosts = ["setUpFailed", "doubled", "overTraffic", "outOfTraffic"];
  expect(ofHosts.reduce((sum, what) => sum + (counts[what] ?? 0), 0)).toBe(hosts.attention);
});

it("says on the overview how many operations and schedules of a restored backup wait to be resumed", async () => {
  const waiting = async () =>
    (await staffOverview({ accountId: "", role: "support" })).needs.find(({ what }) => what === "restored");
  expect(await waiting()).toBeUndefined();
  const [tenancy] = await database()
    .insert(tenancies)
    .values({ id: randomUUID(), vmId: "101", owner: "10001" })
    .returning();
  await database()
    .insert(operations)
    .values({
      tenancyId: tenancy?.id ?? "",
      vmId: "101",
      kind: "start",
      outcome: "checking",
      formKey: "key",
      actorName: "Ann",
      actorRole: "customer",
      heldAt: sql`now()`,
    });
  expect(await waiting()).toMatchObject({ count: 1 });
  await database()
    .insert(schedules)
    .values({
      ...{
        tenancyId: tenancy?.id ?? "",
        vmId: "101",
        formKey: "key",
        kind: "stop",
        days: [1],
        minuteOfDay: 0,
      },
      ...{ timeZone: "UTC", accountId: randomUUID(), language: "en", nextAt: sql`now()` },
      ...{ pausedAt: sql`now()`, pauseCause: "restored" },
    });
  expect(await waiting()).toMatchObject({ count: 2 });
  // Staff stopped waiting for it: nobody resumes that one.
  await database().execute(
    sql`update operations set outcome = 'unconfirmed', ended_at = now() where vm_id = '101'`,
  );
  expect(await waiting()).toMatchObject({ count: 1 });
});

it("tells in each list what the panel itself does with a host, and of a console nothing", async () => {
  const [tenancy] = await database()
    .insert(tenancies)
    .values({ id: randomUUID(), vmId: "30", owner: "10002" })
    .returning();
  const going = (vmId: string, kind: "reinstall" | "open-console") => ({
    ...{ tenancyId: tenancy?.id ?? "", vmId, kind, outcome: "open" as const },
    ...{ formKey: `${vmId} ${kind}`, actorName: "Ann", actorRole: "customer" as const },
  });
  await database()
    .insert(operations)
    .values([going("30", "reinstall"), going("37", "open-console")]);
  const work = { kind: "reinstall", startedAt: expect.stringMatching(/Z$/) };
  expect((await ask({ owner: "10002" })).hosts.filter((host) => host.work)).toMatchObject([
    { vmId: "30", work },
  ]);
  expect((await ask({ q: "web_3" })).hosts.filter((host) => host.work)).toMatchObject([{ vmId: "30", work }]);
  const own = await customerHosts("10002" as UserId);
  expect(own.filter((host) => host.work)).toMatchObject([{ vmId: "30", work }]);
  expect(own).toHaveLength(17);
});
