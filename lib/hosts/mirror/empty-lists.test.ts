import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { ann } from "@/lib/hosts/testing/ann";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { vm } from "@/lib/operations/testing";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { hostListFor } from "../host-list";
import { confirmOwner, openHost } from "../owned-host";
import { askOnForMissing } from "./missing-rows";
import { writeProfile } from "./profile";
import { mirrorTick } from "./start-mirror";
import { acceptHeldBackList, syncFleet } from "./sync-fleet";
import { syncOwner } from "./sync-owner";

useTestDatabase();
const sim = useSimulatedMaster();
const user = (text: string): UserId => {
  const id = parseUserId(text);
  if (!id) throw new Error(text);
  return id;
};
const ANN = user("10001");

beforeEach(async () => {
  await sim.control.removeFaults();
  await sim.control.reset();
  await database().execute(
    sql`truncate hosts, tenancies, mirror_syncs, master_profile, refused_host_ids cascade`,
  );
});

afterEach(() => vi.useRealTimers());

const shown = async () => (await hostListFor(ann)).hosts.map(({ id }) => id).sort();
const open = async (id: string) => (await openHost(ann, id))?.vmId ?? null;
const rowOf = async (vmId: string) => (await database().select().from(hosts).where(eq(hosts.vmId, vmId)))[0];

/** As if so many seconds had passed since all that was seen and asked. */
async function pass(seconds: number): Promise<void> {
  const ago = sql`${seconds} * interval '1 second'`;
  await database().execute(sql`update hosts set seen_at = seen_at - ${ago}, missing_since = missing_since - ${ago},
    missing_asked_at = missing_asked_at - ${ago}, absent_at = absent_at - ${ago}, refused_at = refused_at - ${ago},
    gone_at = gone_at - ${ago}`);
  await database().execute(
    sql`update mirror_syncs set finished_at = finished_at - ${ago}, claimed_until = null`,
  );
}

/** What the background does within the next minutes. */
async function later(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await pass(30);
    await syncOwner(ANN, "mirror");
    await askOnForMissing();
  }
}

/** Ann has this host alone. */
async function withOneHost(): Promise<string> {
  const [kept, ...others] = await sim.control.hosts("10001");
  for (const { id } of others) await sim.control.removeHost(id);
  await syncOwner(ANN, "mirror");
  return kept?.id ?? "";
}

describe("lists that come empty", () => {
  it.each(["a customer's list", "the whole list"])("take no host out of %s", async (which) => {
    await syncFleet();
    const before = await shown();
    expect(before.length).toBeGreaterThan(5);
    await sim.control.addFault({ kind: "empty", match: { action: "hyper" } });
    for (let round = 0; round < 4; round += 1) {
      await pass(45);
      await (which === "the whole list" ? syncFleet() : syncOwner(ANN, "mirror"));
      await askOnForMissing();
      expect(await shown()).toEqual(before);
      expect(await open("101")).toBe("101");
    }
    await sim.control.removeFaults();
    await pass(60);
    await syncFleet();
    expect((await rowOf("101"))?.missingSince).toBeNull();
  });

  it("don't count as read: the list keeps the time of the last reading", async () => {
    await syncOwner(ANN, "mirror");
    const { asOf } = await hostListFor(ann);
    await sim.control.addFault({ kind: "empty", match: { action: "hyper" } });
    expect(await syncOwner(ANN, "mirror")).toMatchObject({ cause: "empty" });
    expect((await hostListFor(ann)).asOf).toBe(asOf);
  });

  it("don't count as read on a first visit while another list of hosts comes empty, too", async () => {
    await syncOwner(user("10002"), "mirror");
    await writeProfile({ knowsOwnerFilter: true });
    // Lists that had content a while ago say nothing of now.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
    await sim.control.addFault({ kind: "empty", match: { action: "hyper" } });
    expect((await hostListFor(ann)).asOf).toBeNull();
    vi.useRealTimers();
    await sim.control.removeFaults();
    await pass(60);
    expect((await hostListFor(ann)).hosts.length).toBeGreaterThan(0);
  });

  it('don\'t refuse a command as "not yours"', async () => {
    await syncFleet();
    const owned = await openHost(ann, "101");
    if (!owned) throw new Error("not opened");
    await sim.control.addFault({ kind: "empty", match: { action: "hyper" } });
    expect(await confirmOwner(owned)).toMatchObject({ kind: "protocol", cause: "empty" });
    expect(await shown()).toContain("101");
  });
});

describe("the last host of a customer", () => {
  it("leaves once the master refused it by id twice, a minute apart", async () => {
    const id = await withOneHost();
    await sim.control.removeHost(id);
    await syncOwner(ANN, "mirror");
    await pass(30);
    await askOnForMissing();
    expect(await shown()).toEqual([id]);
    await pass(31);
    await askOnForMissing();
    expect(await shown()).toEqual([]);
    expect(await syncOwner(ANN, "mirror")).toBe("done");
  });

  it.each(["vm_state", "vm_exinfo"])("stays while %s answers for it", async (action) => {
    const id = await withOneHost();
    await sim.control.addFault({ kind: "empty", match: { action: "hyper" } });
    const other = action === "vm_state" ? "vm_exinfo" : "vm_state";
    await sim.control.addFault({ kind: "refuse", match: { action: other } });
    await later();
    expect(await shown()).toEqual([id]);
  });

  it("stays while the master refuses everything", async () => {
    const id = await withOneHost();
    await sim.control.addFault({ kind: "empty", match: { action: "hyper" } });
    await sim.control.addFault({ kind: "refuse", match: { action: ["vm_state", "vm_exinfo", "test"] } });
    await later();
    expect(await shown()).toEqual([id]);
  });

  it("goes to its new owner at once when it was handed over, even if the list comes empty", async () => {
    const id = await withOneHost();
    await sim.control.setHost(id, { userid: "10002" });
    await syncOwner(ANN, "mirror");
    expect(await shown()).toEqual([]);
    expect((await rowOf(id))?.owner).toBe("10002");
  });
});

describe("a list with content that lacks hosts", () => {
  it("takes one host of many out at once", async () => {
    await syncOwner(ANN, "mirror");
    await sim.control.removeHost("104");
    await pass(60);
    await syncOwner(ANN, "mirror");
    expect(await shown()).not.toContain("104");
  });

  it("is looked at twice when over a fifth are missing, and what comes back in between stays", async () => {
    await syncOwner(ANN, "mirror");
    const before = await shown();
    const cut = before.slice(0, Math.ceil(before.length / 2));
    // Their own rows, asked for by id, come empty as well.
    await sim.control.addFault({ kind: "missing-rows", match: { action: "hyper" }, vmids: cut });
    await pass(60);
    await syncOwner(ANN, "mirror");
    expect(await shown()).toEqual(before);
    await sim.control.removeFaults();
    await pass(60);
    await syncOwner(ANN, "mirror");
    for (const id of cut) await sim.control.removeHost(id);
    await pass(60);
    await syncOwner(ANN, "mirror");
    expect(await shown()).toEqual(before);
    await pass(60);
    await syncOwner(ANN, "mirror");
    expect(await shown()).toEqual(before.filter((id) => !cut.includes(id)));
  });

  it("counts what left within the last ten minutes, so that no list shrinks bit by bit", async () => {
    await syncOwner(ANN, "mirror");
    const before = await shown();
    const each = Math.floor(before.length / 5);
    const [first, second] = [before.slice(0, each), before.slice(each, 2 * each)];
    for (const id of first) await sim.control.removeHost(id);
    await pass(60);
    await syncOwner(ANN, "mirror");
    expect(await shown()).toHaveLength(before.length - each);
    for (const id of second) await sim.control.removeHost(id);
    await pass(60);
    await syncOwner(ANN, "mirror");
    expect(await shown()).toHaveLength(before.length - each);
  });

  it.each(["[]", "null"])("takes all hosts out when it is %s twice", async (body) => {
    await syncOwner(ANN, "mirror");
    const before = await shown();
    await sim.control.addFault({ kind: "body", match: { action: "hyper" }, body });
    await pass(60);
    await syncOwner(ANN, "mirror");
    expect(await shown()).toEqual(before);
    await pass(60);
    await syncOwner(ANN, "mirror");
    expect(await shown()).toEqual([]);
  });
});

describe("a master without any host", () => {
  it("is in step at once when the mirror is empty, too", async () => {
    await sim.control.reset({ fleet: 0 });
    expect(await syncFleet()).toBe("done");
    await writeProfile({ knowsOwnerFilter: true });
    expect(await hostListFor(ann)).toMatchObject({ hosts: [], asOf: expect.any(String) });
  });

  it("doesn't lose a large fleet until staff accept it", async () => {
    await sim.control.reset({ fleet: 60 });
    await syncFleet();
    for (const { id } of await sim.control.hosts()) await sim.control.removeHost(id);
    await pass(60);
    expect(await syncFleet()).toBe("held-back");
    expect(await acceptHeldBackList()).toBe(true);
    expect(await syncFleet()).toBe("done");
    const left = await database().execute(sql`select 1 from hosts where gone_at is null`);
    expect(left.rows).toEqual([]);
  });
});

it("keeps asking in the background for hosts that lists lack, at intervals", async () => {
  const id = await withOneHost();
  await sim.control.removeHost(id);
  await syncOwner(ANN, "mirror");
  await pass(30);
  const since = (await sim.control.journal()).last;
  await Promise.all((await mirrorTick()).work);
  await Promise.all((await mirrorTick()).work);
  const { calls } = await sim.control.journal({ since, action: "vm_state" });
  expect(calls.map(({ vmid }) => vmid)).toEqual([vm(id)]);
});
