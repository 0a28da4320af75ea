import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "../../accounts/sessions/viewer";
import { database } from "../../db/connection";
import { hostLabels } from "../../db/host-schema";
import { hosts, operations, tenancies } from "../../db/schema";
import { rowsRead, useTestDatabase } from "../../db/testing";
import type { OperationKind } from "../../operations/command-rules";
import { parseUserId, type UserId } from "../../rstack/ids";
import { type ActivityFilter, ALL_ACTIVITY } from "./activity-filter";
import { activityMark } from "./activity-mark";
import {
  ACTIVITY_PAGE,
  type ActivityScope,
  activityHosts,
  readActivity,
  readOneActivity,
} from "./read-activity";

useTestDatabase();

const user = (text: string): UserId => {
  const id = parseUserId(text);
  if (!id) throw new Error(text);
  return id;
};
const ME = "00000000-0000-4000-8000-000000000001";
const viewer = (of: Partial<Viewer> = {}): Viewer => ({
  accountId: ME,
  sessionId: "00000000-0000-4000-8000-000000000002",
  role: "customer",
  username: "u",
  displayName: "u",
  userId: user("10001"),
  locale: null,
  theme: "system",
  timeZone: null,
  view: null,
  ...of,
});

async function tenancy(vmId: string, owner: string, until: Date | null = null): Promise<string> {
  const [row] = await database().insert(tenancies).values({ vmId, owner, until }).returning();
  if (!row) throw new Error("no tenancy");
  return row.id;
}
const host = (vmId: string, owner: string, name: string) =>
  database().insert(hosts).values({ vmId, owner, name, seenAt: new Date() });

type Values = Partial<typeof operations.$inferInsert>;
let count = 0;
const operation = (tenancyId: string, vmId: string, of: Values = {}): typeof operations.$inferInsert => {
  count += 1;
  return {
    tenancyId,
    vmId,
    kind: "start",
    outcome: "done",
    formKey: `key-${count}`,
    accountId: ME,
    actorName: "Ann",
    actorRole: "customer",
    startedAt: new Date(Date.UTC(2026, 10, 1) + count * 1000),
    ...of,
  };
};
const done = (...rows: (typeof operations.$inferInsert)[]) => database().insert(operations).values(rows);

async function read(scope: ActivityScope, filter: Partial<ActivityFilter> = {}, as = viewer()) {
  return readActivity(scope, { ...ALL_ACTIVITY, ...filter }, as);
}
const MINE = { owner: user("10001") };
const kinds = ({ entries }: Awaited<ReturnType<typeof read>>) => entries.map((e) => e.operation.kind);

beforeEach(async () => {
  await database().execute(sql`truncate operations, host_labels, tenancies, hosts cascade`);
});

it("reads a page of a host's long history, and its mark, without reading all of it", async () => {
  const tenancyId = await tenancy("7", "10001");
  await done(...Array.from({ length: 600 }, () => operation(tenancyId, "7")));
  await database().execute(sql`analyze operations`);
  const page = await read({ tenancyId });
  expect(page.entries).toHaveLength(ACTIVITY_PAGE);
  const few = 3 * ACTIVITY_PAGE;
  expect(await rowsRead("operations", () => read({ tenancyId }))).toBeLessThan(few);
  expect(await rowsRead("operations", () => read({ tenancyId }, { after: page.next }))).toBeLessThan(few);
  expect(await rowsRead("operations", () => activityMark({ tenancyId }))).toBeLessThan(few);
});

describe("whose operations", () => {
  it("shows a new owner nothing of the old, and the old one nothing of the new, not even a name", async () => {
    const old = await tenancy("7", "10001", new Date());
    const current = await tenancy("7", "10002");
    await host("7", "10002", "theirs-now");
    await done(operation(old, "7", { kind: "stop" }), operation(current, "7", { kind: "start" }));
    expect(kinds(await read({ tenancyId: current }))).toEqual(["start"]);
    expect(kinds(await read({ owner: user("10002") }))).toEqual(["start"]);
    const mine = await read(MINE);
    expect(kinds(mine)).toEqual(["stop"]);
    expect(mine.entries[0]?.host).toEqual({ id: "7", name: "7", theirs: false });
    expect(await activityHosts(MINE.owner)).toEqual([{ id: "7", name: "7" }]);
  });

  it("returns nothing for a cursor of another list", async () => {
    const [mine, other] = [await tenancy("7", "10001"), await tenancy("8", "10002")];
    await done(operation(mine, "7"));
    const [theirs] = await done(operation(other, "8")).returning({ id: operations.id });
    expect((await read(MINE, { after: theirs?.id })).entries).toEqual([]);
  });
});

describe("a search", () => {
  it("finds a host by its own name, the master's and its id, and what was done by the kinds named", async () => {
    const [a, b] = [await tenancy("7", "10001"), await tenancy("8", "10001")];
    await host("7", "10001", "web_01");
    await host("8", "10001", "db");
    await done(operation(a, "7", { kind: "stop" }), operation(b, "8", { kind: "start" }));
    const found = async (q: string, named: OperationKind[] = []) =>
      kinds(await readActivity(MINE, { ...ALL_ACTIVITY, q }, viewer(), named));
    expect(await found("WEB_")).toEqual(["stop"]);
    expect(await found("b_0")).toEqual(["stop"]);
    expect(await found("8")).toEqual(["start"]);
    expect(await found("%")).toEqual([]);
    expect(await found("anything", ["start"])).toEqual(["start"]);
  });

  it("opens one operation of the list, and none of another's", async () => {
    const [mine, other] = [await tenancy("7", "10001"), await tenancy("8", "10002")];
    const [own] = await done(operation(mine, "7", { kind: "stop" })).returning({ id: operations.id });
    const [theirs] = await done(operation(other, "8")).returning({ id: operations.id });
    const opened = (id?: string) => readOneActivity(MINE, id ?? "", viewer());
    expect((await opened(own?.id))?.operation.kind).toBe("stop");
    expect(await opened(theirs?.id)).toBeNull();
    expect(await readOneActivity({ tenancyId: other }, own?.id ?? "", viewer())).toBeNull();
  });
});

describe("a page", () => {
  it("continues below the last row without gaps or duplicates, even if many share one time", async () => {
    const mine = await tenancy("7", "10001");
    const at = new Date(Date.UTC(2026, 10, 1));
    const total = ACTIVITY_PAGE * 3 + 7;
    await done(...Array.from({ length: total }, () => operation(mine, "7", { startedAt: at })));
    const seen = new Set<string>();
    let after: string | null = null;
    let pages = 0;
    do {
      const page: Awaited<ReturnType<typeof read>> = await read(MINE, { after });
      for (const { operation } of page.entries) seen.add(operation.id);
      after = page.next;
      pages += 1;
    } while (after !== null);
    expect([seen.size, pages]).toEqual([total, 4]);
  });

  it("holds the kinds, outcomes and host that were chosen", async () => {
    const [a, b] = [await tenancy("7", "10001"), await tenancy("8", "10001")];
    await done(
      operation(a, "7", { kind: "stop", outcome: "unconfirmed" }),
      operation(a, "7", { kind: "add-port", outcome: "refused" }),
      operation(b, "8", { kind: "reset-password" }),
    );
    expect(kinds(await read(MINE, { kind: "power" }))).toEqual(["stop"]);
    expect(kinds(await read(MINE, { outcome: "attention" }))).toEqual(["add-port", "stop"]);
    expect(kinds(await read(MINE, { host: "8" }))).toEqual(["reset-password"]);
  });
});

describe("an entry", () => {
  it("names who asked, the host's own name, and the evidence for its outcome", async () => {
    const mine = await tenancy("7", "10001");
    await host("7", "10001", "vps-7");
    await database().insert(hostLabels).values({ tenancyId: mine, name: "shop" });
    const staff = { accountId: null, actorName: "Eve", actorRole: "support" };
    await done(
      operation(mine, "7", { accountId: null, actorName: "Ben" }),
      operation(mine, "7", staff),
      operation(mine, "7", { ...staff, viewId: "00000000-0000-4000-8000-000000000009" }),
      operation(mine, "7", { evidence: { state: "off", at: "2026-11-01T00:00:00.000Z" } }),
    );
    const { entries } = await read(MINE);
    expect(entries.map(({ actor }) => actor)).toEqual([
      { who: "you" },
      { who: "viewing", name: "Eve" },
      { who: "staff", name: "Eve" },
      { who: "other", name: "Ben" },
    ]);
    expect(entries[0]).toMatchObject({
      host: { id: "7", name: "shop", theirs: true },
      seen: { what: "state", state: "off", wasOff: false },
    });
    expect(await activityHosts(MINE.owner)).toEqual([{ id: "7", name: "shop" }]);
  });
});
