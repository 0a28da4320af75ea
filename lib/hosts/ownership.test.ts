import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { masterProfile, mirrorSyncs } from "@/lib/db/master-schema";
import { hosts, tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { flushCalls, master } from "@/lib/master";
import { openOperation } from "@/lib/operations/ledger";
import { parseUserId, parseVmId, type UserId, type VmId } from "@/lib/rstack/ids";
import { connectViewOf } from "./connect/connect";
import { hostListFor } from "./host-list";
import { hostViewOf } from "./host-read";
import { learnOwnerFilter } from "./mirror/owner-filter";
import { readProfile } from "./mirror/profile";
import { mirrorTick, wantOwner } from "./mirror/start-mirror";
import { syncFleet } from "./mirror/sync-fleet";
import { syncOwner } from "./mirror/sync-owner";
import { confirmOwner, openHost } from "./owned-host";
import { powerCommands } from "./power/power-commands";
import { recordState } from "./record-state";

useTestDatabase();
const sim = useSimulatedMaster();

const user = (text: string): UserId => {
  const id = parseUserId(text);
  if (!id) throw new Error(text);
  return id;
};
const vm = (text: string): VmId => {
  const id = parseVmId(text);
  if (!id) throw new Error(text);
  return id;
};
let session = 0;
const viewer = (userId: string | null): Viewer => ({
  accountId: "00000000-0000-4000-8000-000000000001",
  sessionId: `session-${session++}`,
  role: userId === null ? "admin" : "customer",
  username: "u",
  displayName: "u",
  userId: userId === null ? null : user(userId),
  locale: null,
  theme: "system",
  timeZone: null,
  view: null,
});
const anna = () => viewer("10001");
const other = async () => {
  const host = (await sim.control.hosts()).find((h) => h.userid !== "10001" && h.userid !== "");
  if (!host) throw new Error("the demo fleet has no neighbour");
  return host;
};
const callsFor = async (since: number) => (await sim.control.journal({ since })).calls.map((c) => c.action);
/** Questions for these very ids; what shows that lists have content at all is not counted. */
const asksFor = async (ids: string[], since: number) =>
  (await sim.control.journal({ since, action: "hyper" })).calls.filter(({ params }) =>
    ids.includes(params.id ?? ""),
  ).length;
const last = async () => (await sim.control.journal()).last;
/** As if the last confirmation were long ago. */
const grown = async () => {
  await database()
    .update(hosts)
    .set({ seenAt: new Date(0) });
  await database().delete(mirrorSyncs);
};

beforeEach(async () => {
  await sim.control.reset();
  await database().execute(
    sql`truncate hosts, tenancies, mirror_syncs, master_profile, refused_host_ids cascade`,
  );
});

describe.each([true, false])("a master that knows userid: %s", (knows) => {
  beforeEach(async () => {
    await sim.control.setSettings({ knowsOwnerFilter: knows });
  });

  it("is recognised, and a customer sees their own hosts alone", async () => {
    await syncOwner(user("10001"), "mirror");
    await learnOwnerFilter();
    expect((await readProfile())?.knowsOwnerFilter).toBe(knows);
    if (!knows) await syncFleet();
    const list = await hostListFor(anna());
    const theirs = (await sim.control.hosts("10001")).map((h) => h.id).sort();
    expect(list.hosts.map((h) => h.id).sort()).toEqual(theirs);
    expect(list.asOf).not.toBeNull();
    const owners = await database().select({ owner: hosts.owner }).from(hosts);
    if (knows) expect(new Set(owners.map((o) => o.owner))).toEqual(new Set(["10001"]));
  });

  it("opens what is theirs, and gives the same null for foreign, unknown and malformed ids", async () => {
    await syncFleet();
    const foreign = await other();
    for (const id of [foreign.id, "999999", "0101", "1e2", " 101", "-1", "", "101;", "99999999999"]) {
      expect(await openHost(anna(), id), id).toBeNull();
    }
    const owned = await openHost(anna(), "101");
    expect(owned?.owner).toBe("10001");
    expect(await openHost(viewer(foreign.userid), "101")).toBeNull();
    expect((await openHost(viewer(null), "101"))?.owner).toBe("10001");
  });
});

describe("an id that the mirror doesn't hold", () => {
  it('is asked for once, a "no" is kept, and a session may ask for ten', async () => {
    const since = await last();
    const curious = anna();
    expect(await openHost(curious, "888001")).toBeNull();
    expect(await openHost(curious, "888001")).toBeNull();
    expect(await asksFor(["888001"], since)).toBe(1);
    const more = Array.from({ length: 20 }, (_, i) => String(777000 + i));
    for (const id of more) {
      await openHost(curious, id);
    }
    expect(await asksFor(more, since)).toBe(9);
  });

  it('costs the same question as another customer\'s, and is a "no" for as long', async () => {
    await syncFleet();
    const foreign = (await other()).id;
    for (const id of ["888001", foreign]) {
      const since = await last();
      const curious = anna();
      expect(await openHost(curious, id)).toBeNull();
      expect(await openHost(curious, id)).toBeNull();
      expect(await asksFor([id], since)).toBe(1);
    }
  });

  it("is opened when it is theirs", async () => {
    expect((await openHost(anna(), "101"))?.owner).toBe("10001");
    expect(await openHost(anna(), (await other()).id)).toBeNull();
  });
});

describe("a host that changes hands", () => {
  it("gets no command of its last owner, and that tenancy ends", async () => {
    await syncFleet();
    const owned = await openHost(anna(), "101");
    if (!owned) throw new Error("not opened");
    expect(await confirmOwner(owned)).toBe("yours");
    const neighbour = (await other()).userid;
    await sim.control.setHost("101", { userid: neighbour });
    expect(await confirmOwner(owned)).toBe("not-yours");
    expect(await openHost(anna(), "101")).toBeNull();
    expect((await hostListFor(anna())).hosts.map((h) => h.id)).not.toContain("101");
    const theirs = await openHost(viewer(neighbour), "101");
    expect(theirs?.tenancyId).not.toBe(owned.tenancyId);
    await sim.control.setHost("101", { userid: "10001" });
    await grown();
    expect(await openHost(viewer(neighbour), "101")).toBeNull();
    const again = await openHost(anna(), "101");
    expect(again?.tenancyId).not.toBe(owned.tenancyId);
  });

  it("begins a new tenancy when another host has its number, not when its guid becomes known", async () => {
    await syncFleet();
    await database().update(tenancies).set({ guid: null }).where(eq(tenancies.vmId, "101"));
    await database().update(hosts).set({ guid: null }).where(eq(hosts.vmId, "101"));
    const first = await openHost(anna(), "101");
    await recordState(vm("101"), { word: "running", details: null }, new Date());
    await syncFleet();
    expect((await openHost(anna(), "101"))?.tenancyId).toBe(first?.tenancyId);
    await sim.control.setHost("101", { guid: "00000000-1111-4222-8333-444444444444" });
    await syncFleet();
    const second = await openHost(anna(), "101");
    expect(second?.tenancyId).not.toBe(first?.tenancyId);
    expect(second?.row.stateWord).toBeNull();
    if (!first) throw new Error("not opened");
    expect(await confirmOwner(first)).toBe("not-yours");
  });

  it("is noticed the next time it is opened, after a minute at most", async () => {
    await syncFleet();
    await sim.control.setHost("101", { userid: (await other()).userid });
    expect(await openHost(anna(), "101")).not.toBeNull();
    await grown();
    expect(await openHost(anna(), "101")).toBeNull();
  });
});

describe("rows that can't be trusted", () => {
  it("hides a host that is listed twice and refuses commands, until it is listed once", async () => {
    await syncFleet();
    const owned = await openHost(anna(), "101");
    if (!owned) throw new Error("not opened");
    await sim.control.addFault({ kind: "doubled-rows", match: { action: "hyper" }, vmids: ["101"] });
    await syncFleet();
    expect(await openHost(anna(), "101")).toBeNull();
    expect((await hostListFor(anna())).hosts.map((h) => h.id)).not.toContain("101");
    expect(await confirmOwner(owned)).toBe("not-yours");
    await sim.control.removeFaults();
    await syncFleet();
    expect((await openHost(anna(), "101"))?.tenancyId).toBe(owned.tenancyId);
  });

  it("gives an id that is listed for two customers to neither", async () => {
    const foreign = await other();
    await sim.control.setSettings({ knowsOwnerFilter: false });
    await sim.control.addFault({
      kind: "body",
      match: { action: "hyper" },
      body: JSON.stringify([
        { id: "101", userid: "10001" },
        { id: "101", userid: foreign.userid },
        { id: "102", userid: "10001" },
      ]),
      nth: 1,
    });
    await syncOwner(user("10001"), "mirror");
    expect((await hostListFor(anna())).hosts.map((h) => h.id)).toEqual(["102"]);
  });

  it("asks by id for an opened host where lists show one owner's rows alone: an id of two owners is hidden at once", async () => {
    await sim.control.setSettings({ knowsOwnerFilter: true });
    await syncOwner(user("10001"), "mirror");
    await database().update(masterProfile).set({ knowsOwnerFilter: true });
    await sim.control.addFault({
      kind: "doubled-rows",
      match: { action: "hyper", params: { id: "101" } },
      vmids: ["101"],
    });
    // The list is young enough to show it by, and the question is under way.
    expect(await openHost(anna(), "101")).not.toBeNull();
    await expect.poll(() => openHost(anna(), "101")).toBeNull();
    await sim.control.removeFaults();
  });

  it("doesn't count as confirmed by a list that lacks it while the question for it got no answer", async () => {
    await syncOwner(user("10001"), "mirror");
    await grown();
    await sim.control.setHost("104", { userid: (await other()).userid });
    await sim.control.addFault({
      kind: "http-status",
      match: { action: "hyper", params: { id: "104" } },
    });
    expect(await syncOwner(user("10001"), "mirror")).toMatchObject({ cause: "http-status" });
    await sim.control.removeFaults();
    // A master that is taken for silent is not asked: it answers, and that is written down.
    expect((await master().test({ priority: "mirror" })).ok).toBe(true);
    await flushCalls();
    expect((await readProfile())?.downSince ?? null).toBeNull();
    expect(await openHost(anna(), "104")).toBeNull();
    expect(await openHost(anna(), "102")).not.toBeNull();
  });

  it("opens no host whose tenancy is another customer's, for the owner that its row names or for staff", async () => {
    await syncFleet();
    await database().update(tenancies).set({ owner: "10002" }).where(eq(tenancies.vmId, "101"));
    for (const who of [anna(), viewer("10002"), viewer(null)]) {
      expect(await openHost(who, "101")).toBeNull();
    }
  });

  it("takes the master's word before a command, also where the mirror keeps a newer row", async () => {
    await syncFleet();
    const owned = await openHost(anna(), "101");
    if (!owned) throw new Error("not opened");
    await sim.control.setHost("101", { userid: (await other()).userid });
    // Another instance read the old owner, and its clock is ahead: this reading is not written, and no tenancy ends.
    await database()
      .update(hosts)
      .set({ seenAt: new Date(Date.now() + 60_000) });
    expect(await confirmOwner(owned)).toBe("not-yours");
    expect((await openHost(anna(), "101"))?.tenancyId).toBe(owned.tenancyId);
  });

  it("gives rows without an owner to nobody, and staff can still look", async () => {
    await sim.control.setSettings({ ownerColumn: null });
    await syncFleet();
    expect((await hostListFor(anna())).hosts).toEqual([]);
    expect(await openHost(anna(), "101")).toBeNull();
    const profile = await readProfile();
    expect(profile?.ownerColumn).toBeNull();
    expect(profile?.ownerlessRows).toBeGreaterThan(0);
    const staff = await openHost(viewer(null), "101");
    expect(staff?.owner).toBeNull();
    if (staff) expect(await confirmOwner(staff)).toBe("yours");
  });

  it("asks for a host by its id before it leaves the mirror", async () => {
    await syncFleet();
    await sim.control.addFault({
      kind: "missing-rows",
      match: { action: "hyper" },
      vmids: ["102"],
      count: 1,
    });
    await syncFleet();
    expect(await openHost(anna(), "102")).not.toBeNull();
    await sim.control.removeHost("102");
    await syncFleet();
    expect(await openHost(anna(), "102")).toBeNull();
  });
});

describe("the mirror in the background", () => {
  it("is kept in step for customers who look, by one instance", async () => {
    await Promise.all((await mirrorTick()).work);
    expect((await readProfile())?.ownerFilterAt).not.toBeNull();
    const looking = user((await other()).userid);
    await syncOwner(looking, "mirror");
    await learnOwnerFilter();
    await wantOwner(looking);
    await database().execute(sql`update mirror_syncs set finished_at = null`);
    const since = await last();
    const { work } = await mirrorTick();
    const second = await mirrorTick();
    await Promise.all([...work, ...second.work]);
    expect((await callsFor(since)).filter((a) => a === "hyper").length).toBe(1);
  });
});

describe("a host as it is shown", () => {
  it("says how to reach it behind a shared address, and asks for that once", async () => {
    await syncFleet();
    const owned = await openHost(anna(), "105");
    if (!owned) throw new Error("not opened");
    const way = await connectViewOf(owned);
    expect(way).toMatchObject({ way: "rdp", shared: true, user: "Administrator" });
    const since = await last();
    const again = await openHost(anna(), "105");
    if (again) expect(await connectViewOf(again)).toEqual(way);
    expect(await callsFor(since)).toEqual([]);
  });

  it("drops the old public port once it is reached another way", async () => {
    await syncFleet();
    const owned = await openHost(anna(), "105");
    if (!owned) throw new Error("not opened");
    await connectViewOf(owned);
    expect((await hostViewOf(owned, anna())).addresses.shared?.publicPort).toEqual(expect.any(Number));
    await sim.control.setHost("105", { remotePort: 33_001 });
    await syncFleet();
    expect((await hostViewOf(owned, anna())).addresses.shared?.publicPort).toBeNull();
  });

  it("keeps the newest state and when it began", async () => {
    await syncFleet();
    const at = (s: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, s));
    expect(await recordState(vm("101"), { word: "running", details: null }, at(10))).toBe(true);
    expect(await recordState(vm("101"), { word: "off", details: null }, at(5))).toBe(false);
    expect(await recordState(vm("101"), { word: "off", details: null }, at(20))).toBe(true);
    expect(await recordState(vm("101"), { word: "off", details: null }, at(30))).toBe(false);
    const owned = await openHost(anna(), "101");
    if (!owned) throw new Error("not opened");
    const view = await hostViewOf(owned, anna());
    expect(view).toMatchObject({
      state: "off",
      stateSince: at(20).toISOString(),
      stateAsOf: at(30).toISOString(),
    });
  });

  it("comes first in the list when it needs attention", async () => {
    await syncFleet();
    const states = (await hostListFor(anna())).hosts.map((h) => h.state);
    expect(states.indexOf("suspended")).toBeLessThan(states.indexOf("unknown"));
  });
});

describe("a host that was handed over during an operation", () => {
  it("is busy for its new owner, who reads nothing of what the last one asked for", async () => {
    await syncOwner(user("10001"), "mirror");
    const before = await openHost(anna(), "101");
    if (!before) throw new Error("not opened");
    const inProgress = await openOperation({
      tenancyId: before.tenancyId,
      vmId: before.vmId,
      kind: "bind-domain",
      key: "key-of-anna",
      params: { subject: "anna.example" },
      actor: { accountId: anna().accountId, sessionId: crypto.randomUUID(), name: "Anna", role: "customer" },
      language: "en",
    });
    expect(inProgress.opened).toBe(true);
    await sim.control.setHost("101", { userid: "10002" });
    const bob = { ...viewer("10002"), accountId: crypto.randomUUID(), sessionId: crypto.randomUUID() };
    const after = await openHost(bob, "101");
    const answer = after && (await powerCommands.stop.run(after, {}, "key-of-bob", bob));
    expect(answer).toEqual({ ok: false, code: "busy" });
  });
});

// The last one: it leaves the client's breaker open.
describe("a master that doesn't answer", () => {
  it("leaves the list and the hosts as they were last read", async () => {
    await syncFleet();
    await grown();
    await sim.control.addFault({ kind: "reset" });
    const list = await hostListFor(anna());
    expect(list.hosts.length).toBeGreaterThan(0);
    const owned = await openHost(anna(), "101");
    if (!owned) throw new Error("not opened");
    expect((await hostViewOf(owned, anna())).name).toBe("web01");
    expect(await confirmOwner(owned)).toMatchObject({
      kind: expect.stringMatching(/unknown|not-sent|protocol/),
    });
    await flushCalls();
  });
});
