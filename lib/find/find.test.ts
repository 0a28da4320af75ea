import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { useTestDatabase } from "@/lib/db/testing";
import { rosa } from "@/lib/fleet/testing/rosa";
import { ann } from "@/lib/hosts/testing/ann";
import { parseUserId } from "@/lib/rstack/ids";
import { find } from "./find";
import { type FindAsked, findAskedIn } from "./find-asked";
import type { FoundView } from "./find-view";

useTestDatabase();

const bob: Viewer = {
  ...ann,
  accountId: "66666666-6666-4666-8666-666666666666",
  userId: parseUserId("10002"),
};
const sam: Viewer = { ...rosa, role: "support" };
/** Rosa, who looks through Bob's eyes. */
const viewingBob: Viewer = {
  ...rosa,
  role: "customer",
  userId: bob.userId,
  view: {
    id: "77777777-7777-4777-8777-777777777777",
    userId: parseUserId("10002") as NonNullable<Viewer["userId"]>,
    customerName: "Bob",
    staffRole: "admin",
    reason: "a ticket",
    until: "2100-01-01T00:00:00.000Z",
    changes: false,
    over: false,
  },
};

const OPERATION = "abcdef12-3456-4789-8abc-def012345678";

beforeAll(async () => {
  await database().execute(sql`insert into hosts
      (vm_id, guid, owner, name, status, image_name, area_name, ipv4, mac, public_ip, public_port, addresses_at, state_word, seen_at)
    values ('101', 'g1', '10001', 'web01', '2', 'Debian 12', 'Frankfurt', '10.1.0.24', '00:15:5d:0a:01:18', '203.0.113.24', 20122, now(), 'running', now()),
      ('102', 'g2', '10001', 'web02', '2', 'Ubuntu 24.04', 'Frankfurt', '198.51.100.25', null, null, null, null, 'off', now()),
      ('103', 'g3', '10001', 'my-web', '2', 'Debian 12', null, '198.51.100.26', null, null, null, null, null, now()),
      ('201', 'g4', '10002', 'ledger', '2', 'Windows 2022', null, '198.51.100.90', null, null, null, null, null, now()),
      ('301', 'g5', null, 'nobody-web', '2', null, null, null, null, null, null, null, null, now()),
      ('401', 'g8', null, 'aa-web01', '2', null, null, null, null, null, null, null, null, now()),
      ('302', 'g6', '10001', 'web-twice', '2', null, null, null, null, null, null, null, null, now()),
      ('303', 'g7', '10001', 'web-gone', '2', null, null, null, null, null, null, null, null, now())`);
  await database().execute(sql`update hosts set doubled = true where vm_id = '302'`);
  await database().execute(sql`update hosts set gone_at = now() where vm_id = '303'`);
  await database().execute(
    sql`insert into tenancies (vm_id, guid, owner) select vm_id, guid, owner from hosts where owner is not null`,
  );
  await database().execute(sql`insert into host_labels (tenancy_id, name, note)
    select id, 'Shop front', 'pays the rent' from tenancies where vm_id = '101'`);
  await database().execute(sql`insert into domain_claims (domain, tenancy_id, seen_at, ended_at)
    select d.domain, t.id, now(), d.ended from tenancies t,
      (values ('shop.example', null::timestamptz), ('old.example', now())) d (domain, ended) where t.vm_id = '101'`);
  await database().execute(sql`insert into operations (id, tenancy_id, vm_id, kind, outcome, form_key, actor_name, actor_role)
    select ${OPERATION}, id, '101', 'restart', 'done', 'k1', 'Ann', 'customer' from tenancies where vm_id = '101'`);
  await database().execute(sql`insert into customer_names (user_id, name, username, email, found, read_at)
    values ('10001', 'Ostwind 东风', 'ostwind', 'desk@ostwind.example', true, now())`);
});

beforeEach(async () => {
  await database().execute(sql`delete from rate_limits`);
});

const ask = (viewer: Viewer, text: string, more: Partial<FindAsked> = {}): Promise<FoundView> =>
  find(viewer, { text, target: null, recentHosts: [], recentCustomers: [], ...more });
const idsOf = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).hosts.map(({ id }) => id);

/** All by which somebody may know of host 101. */
const WAYS = [
  ...["web01", "Shop front", "pays the rent", "203.0.113.24", "203.0.113.24:20122", "20122", "10.1.0.24"],
  ...["101", "shop.example", OPERATION, OPERATION.slice(0, 8), "00:15:5d:0a:01:18", "00155d0a0118"],
  ...["ostwind", "desk@ostwind.example", "10001", "Frankfurt", "Debian"],
];

/** An operation is no host; and a table of all hosts has filters for these. */
const NOT_BY_STAFF = /^abcdef12|Frankfurt|Debian|20122/;

it("finds a customer's own host by name, label, note, address, port, number, domain, system and region", async () => {
  for (const text of [
    "WEB01",
    "shop FRONT",
    "the rent",
    "203.0.113.24:201",
    "101",
    "shop.example",
    "debian frank",
  ]) {
    expect(await idsOf(ann, text), text).toEqual(["101"]);
  }
  expect((await ask(ann, "web01")).hosts[0]).toMatchObject({
    name: "Shop front",
    state: "running",
    facts: ["203.0.113.24", "Debian 12", "pays the rent"],
    view: { id: "101", operation: { kind: "restart" }, possible: { restart: null } },
  });
  expect(await idsOf(ann, "old.example")).toEqual([]);
});

it.each(WAYS)(
  "another customer finds nothing of it by %j, and nobody who looks through their eyes",
  async (text) => {
    for (const viewer of [bob, viewingBob]) {
      const found = await ask(viewer, text, {
        target: text,
        recentHosts: ["101", "102"],
        recentCustomers: ["10001"],
      });
      expect(found).toEqual({
        hosts: [],
        hostCount: 0,
        targets: [],
        customers: [],
        operations: [],
        masterDown: false,
      });
    }
  },
);

it("what was opened last is found again only while it is one's own", async () => {
  expect((await idsOf(ann, "", { recentHosts: ["102", "201"] }))[0]).toBe("102");
  expect(await idsOf(bob, "", { recentHosts: ["102", "101"], recentCustomers: ["10001"] })).toEqual(["201"]);
  expect((await ask(bob, "", { recentCustomers: ["10001"] })).customers).toEqual([]);
});

it("a host listed twice, or gone, is found by no customer", async () => {
  expect(await idsOf(ann, "web-twice")).toEqual([]);
  expect(await idsOf(ann, "web-gone")).toEqual([]);
  expect(await idsOf(rosa, "web-gone")).toEqual([]);
  expect((await ask(rosa, "web-twice")).hosts).toMatchObject([{ id: "302", view: null }]);
});

it("a host that was handed over is found by its new owner alone, and its label by nobody", async () => {
  await database().execute(sql`update tenancies set until = now() where vm_id = '102'`);
  await database().execute(sql`update hosts set owner = '10002' where vm_id = '102'`);
  await database().execute(sql`insert into tenancies (vm_id, guid, owner) values ('102', 'g2', '10002')`);
  expect(await idsOf(ann, "web02", { recentHosts: ["102"] })).toEqual([]);
  expect(await idsOf(bob, "web02")).toEqual(["102"]);
  await database().execute(sql`delete from tenancies where vm_id = '102' and until is null`);
  await database().execute(sql`update hosts set owner = '10001' where vm_id = '102'`);
  await database().execute(sql`update tenancies set until = null where vm_id = '102'`);
});

it("whose name or number it is comes first, then whose name begins so, then what was opened last", async () => {
  expect(await idsOf(ann, "web")).toEqual(["101", "102", "103"]);
  expect(await idsOf(ann, "web", { recentHosts: ["103", "102"] })).toEqual(["102", "101", "103"]);
  expect(await idsOf(ann, "web02", { recentHosts: ["101"] })).toEqual(["102"]);
  expect(await idsOf(rosa, "web", { recentHosts: ["102", "301"] })).toEqual([
    "102",
    "302",
    "101",
    "301",
    "401",
  ]);
  expect(await idsOf(rosa, "web01")).toEqual(["101", "401"]);
});

it("beside an action's name the host is found that is meant, and the best five without one", async () => {
  const { hosts, targets } = await ask(ann, "restart web02", { target: "web02" });
  expect([hosts, targets.map(({ id }) => id)]).toEqual([[], ["102"]]);
  expect((await ask(ann, "restart", { target: "", recentHosts: ["103"] })).targets[0]?.id).toBe("103");
  expect((await ask(rosa, "restart", { target: "" })).targets).toEqual([]);
});

it.each([["admin", rosa] as const, ["support", sam] as const])(
  "%s finds hosts, customers and operations of all",
  async (_role, staff) => {
    for (const text of WAYS.filter((way) => !NOT_BY_STAFF.test(way))) {
      expect(await idsOf(staff, text), text).toContain("101");
    }
    for (const text of ["ostwind", "DESK@ostwind", "10001", "东风"]) {
      expect((await ask(staff, text)).customers, text).toEqual([
        { userId: "10001", name: "Ostwind 东风", email: "desk@ostwind.example", hosts: 4 },
      ]);
    }
    for (const text of [OPERATION, OPERATION.toUpperCase(), OPERATION.slice(0, 8), OPERATION.slice(0, 20)]) {
      expect((await ask(staff, text)).operations, text).toEqual([
        { id: OPERATION, kind: "restart", outcome: "done", hostName: "web01" },
      ]);
    }
    expect((await ask(staff, OPERATION.slice(0, 7))).operations).toEqual([]);
    const recent = await ask(staff, "", { recentHosts: ["201", "101"], recentCustomers: ["10001"] });
    expect(recent.hosts.map(({ id }) => id)).toEqual(["201", "101"]);
    expect(recent.customers.map(({ userId }) => userId)).toEqual(["10001"]);
  },
);

it("of the customers that a text means the one with that number comes first, then those opened last", async () => {
  await database().execute(sql`insert into customer_names (user_id, name, found, read_at)
    select (20000 + i)::text, 'Nordlicht 20003 ' || i, true, now() from generate_series(1, 8) i`);
  const customers = async (text: string, recentCustomers: string[]) =>
    (await ask(sam, text, { recentCustomers })).customers.map(({ userId }) => userId);
  expect(await customers("nordlicht", [])).toEqual(["20001", "20002", "20003", "20004", "20005"]);
  // Also one that would not be shown otherwise, and none that the text doesn't mean.
  expect(await customers("nordlicht", ["20008", "10001", "20002"])).toEqual([
    ...["20008", "20002", "20001", "20003", "20004"],
  ]);
  expect((await customers("20003", ["20008"])).slice(0, 2)).toEqual(["20003", "20008"]);
});

it("reads no more than a palette sends", () => {
  const read = (search: string) => findAskedIn(new URLSearchParams(search));
  expect(read("q= we%00b &host=web&recent=101&recent=0x&recent=102&customer=10001")).toEqual({
    text: "web",
    target: "web",
    recentHosts: ["101", "102"],
    recentCustomers: ["10001"],
  });
  expect(read("")).toMatchObject({ text: "", target: null });
  expect(read(`q=${"x".repeat(101)}`)).toBeNull();
  expect(read("q=web&owner=10001")).toBeNull();
  expect(read(Array.from({ length: 9 }, () => "recent=1").join("&"))).toBeNull();
});
