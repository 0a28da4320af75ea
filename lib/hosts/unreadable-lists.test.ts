import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { hostListFor } from "./host-list";
import { mediaViewOf } from "./media/show-media";
import { learnMaster } from "./mirror/learn-master";
import { syncFleet } from "./mirror/sync-fleet";
import { readNetwork } from "./network/read-network";
import { reinstallViewOf } from "./reinstall/show-reinstall";
import { snapshotsViewOf } from "./snapshots/show-snapshots";
import { createSnapshot, deleteSnapshot } from "./snapshots/snapshot-commands";
import { ann } from "./testing/ann";
import { endedAtLimit, hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

const { simulator } = useSimulatedHosts();

/** With snapshots and full backups; behind a shared address, with one port. */
const [HOST, SHARED] = ["101", "106"];
const NOT_A_LIST = '{"rows":[]}';

const garble = (action: string) =>
  simulator().control.addFault({ kind: "body", body: NOT_A_LIST, match: { action } });
const dropColumns = (action: string, columns: string[]) =>
  simulator().control.addFault({ kind: "drop-columns", columns, match: { action } });
const unreadable = (what: string) => ({ kind: "unreadable", what });
const untold = (what: string) => ({ ok: false, problem: unreadable(what) });

describe("a list that can't be read is named, and not shown as none", () => {
  it.each([
    ["is no list", garble, "shape"],
    ["has no names", (action: string) => dropColumns(action, ["snapshotname", "name"]), "no column"],
  ])("snapshots and backups: the answer %s", async (_, fault, why) => {
    await fault("vm_snapshot");
    const first = await snapshotsViewOf(await hostOfAnn(HOST));
    expect(first.snapshots).toEqual(untold(`vm_snapshot: ${why}${why === "shape" ? "" : " snapshotname"}`));
    // What can be read is shown all the same.
    expect(first.backups.ok && first.backups.items.length).toBeGreaterThan(0);
    await simulator().control.removeFaults();
    await fault("hyperbackup");
    const second = await snapshotsViewOf(await hostOfAnn(HOST));
    expect(second.backups).toEqual(untold(`hyperbackup: ${why}${why === "shape" ? "" : " name"}`));
    expect(second.snapshots.ok && second.snapshots.items.length).toBe(2);
  });

  it("ports and domains: rows that name no host, and rows that tell nothing of a mapping", async () => {
    await simulator().control.setSettings({ dialect: { host: "untold", filter: "ignored" } });
    await syncFleet();
    await learnMaster();
    const view = await readNetwork(await hostOfAnn(SHARED));
    const problem = unreadable("hypernat: no column vmid");
    expect(view).toMatchObject({ ports: { rows: null, problem }, domains: { rows: null, problem } });
    expect(view.addressProblem).toEqual(unreadable("hyperip: no column vmid"));
    // Those that the host's own row tells are shown.
    expect(view.addresses.map(({ kind }) => kind)).toContain("inside");
    await simulator().control.setSettings({ dialect: { host: "vmid", filter: "honoured" } });
    await dropColumns("hypernat", ["nattype", "domainname", "publicport"]);
    expect((await readNetwork(await hostOfAnn(SHARED))).ports).toMatchObject({
      rows: null,
      problem: unreadable("hypernat: no column nattype"),
    });
  });

  it("whether a host is behind a shared address", async () => {
    const never = sql`update hosts set public_ip = null, addresses_at = null where vm_id = ${HOST}`;
    await hostOfAnn(HOST);
    await simulator().control.addFault({ kind: "body", body: "[]", match: { action: "vm_exinfo" } });
    await database().execute(never);
    const view = await readNetwork(await hostOfAnn(HOST));
    expect(view).toMatchObject({ reach: "unknown", reachProblem: unreadable("vm_exinfo: shape") });
  });

  it.each([
    ["media", "vm_cd_manage", ["cdid", "id"], "cdid"],
    ["systems", "hyperos", ["id", "osid"], "id"],
  ])("%s", async (_, action, columns, column) => {
    await dropColumns(action, columns);
    const owned = await hostOfAnn(HOST);
    const told =
      action === "hyperos" ? (await reinstallViewOf(owned)).choices : (await mediaViewOf(owned)).media;
    expect(told).toEqual(untold(`${action}: no column ${column}`));
  });
});

describe("a host list that can't be read", () => {
  beforeEach(async () => {
    await database().execute(sql`truncate hosts, tenancies, mirror_syncs, master_profile cascade`);
  });

  it.each([
    ["is no list", () => garble("hyper"), "hyper: shape"],
    ["names no host", () => dropColumns("hyper", ["id", "vmid"]), "hyper: no column id"],
    [
      "names no owner",
      () => simulator().control.setSettings({ ownerColumn: null }),
      "hyper: no column userid",
    ],
  ])("is named to a customer without hosts where it %s, until it can be read", async (_, spoil, what) => {
    await spoil();
    await syncFleet();
    expect(await hostListFor(ann)).toMatchObject({ hosts: [], unreadable: what });
    await simulator().control.removeFaults();
    await simulator().control.setSettings({ ownerColumn: "userid" });
    await database().execute(sql`update mirror_syncs set claimed_until = null`);
    expect(await syncFleet()).toBe("done");
    const list = await hostListFor(ann);
    expect(list.hosts.length).toBeGreaterThan(0);
    expect(list.unreadable).toBeNull();
  });

  it("takes no host away", async () => {
    await syncFleet();
    const before = (await hostListFor(ann)).hosts.length;
    expect(before).toBeGreaterThan(0);
    await dropColumns("hyper", ["id", "vmid"]);
    expect(await syncFleet()).toMatchObject({ kind: "protocol", cause: "column-missing" });
    expect(await hostListFor(ann)).toMatchObject({ hosts: { length: before }, unreadable: null });
  });
});

it("a snapshot is not deleted because its list has lost the names", async () => {
  const owned = await hostOfAnn(HOST);
  const { snapshots } = await snapshotsViewOf(owned);
  const name = snapshots.ok ? (snapshots.items[0]?.name ?? "") : "";
  await simulator().control.addFault({
    kind: "nothing-happened",
    match: { action: "vm_snapshot", params: { subvaction: "del" } },
  });
  const typed = { snapshot: name, typedName: "web01" };
  const deleting = deleteSnapshot.run(owned, typed, crypto.randomUUID(), ann);
  const result = await deleting;
  for (const action of ["vm_snapshot", "hyperbackup"]) {
    await dropColumns(action, ["snapshotname", "name"]);
  }
  expect((await endedAtLimit(result)).outcome).toBe("unconfirmed");
});

describe("a lookup before a command whose answer can't be read", () => {
  const unreadable = {
    ok: false,
    code: "not-possible",
    reason: "lookup-unreadable",
    operation: { outcome: "not-sent", notSentCause: "lookup-unreadable" },
  };

  it.each([
    ["is no list", garble],
    ["has no names", (action: string) => dropColumns(action, ["snapshotname", "name"])],
  ])("is told as such, and nothing is sent: the list of snapshots %s", async (_, spoil) => {
    const owned = await hostOfAnn(HOST);
    await spoil("vm_snapshot");
    const before = (await simulator().control.journal()).effects.length;
    const asked = createSnapshot.run(owned, { note: "" }, crypto.randomUUID(), ann);
    expect(await asked).toMatchObject(unreadable);
    expect((await simulator().control.journal()).effects.length).toBe(before);
  });

  it("is told as such where it is the host's state", async () => {
    const owned = await hostOfAnn(HOST);
    await simulator().control.addFault({ kind: "body", body: "[]", match: { action: "vm_state" } });
    const asked = createSnapshot.run(owned, { note: "" }, crypto.randomUUID(), ann);
    expect(await asked).toMatchObject(unreadable);
  });

  it.each(["http-status", "html"] as const)("is not meant where somebody else answered: %s", async (kind) => {
    const owned = await hostOfAnn(HOST);
    await simulator().control.addFault({ kind, match: { action: "vm_snapshot" } });
    const asked = createSnapshot.run(owned, { note: "" }, crypto.randomUUID(), ann);
    expect(await asked).toMatchObject({ code: "master-down", operation: { outcome: "not-sent" } });
  });
});
