import { describe, expect, it, vi } from "vitest";
import { readAddressesAnew } from "./connect/addresses";
import { connectViewOf } from "./connect/connect";
import { removePort } from "./network/ports";
import { readNetwork } from "./network/read-network";
import { snapshotsGlanceOf, snapshotsViewOf } from "./snapshots/show-snapshots";
import { deleteSnapshot } from "./snapshots/snapshot-commands";
import { ann } from "./testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

const { simulator } = useSimulatedHosts();

/** With snapshots and full backups; with one snapshot; behind a shared address, with one port alone; whose page no test opens. */
const [SNAPSHOTS, ONE_SNAPSHOT, ONE_PORT, NEVER_OPENED] = ["101", "103", "106", "102"];
const PATIENCE = { timeout: 15_000 };
const UNCONFIRMED = { ok: false, problem: { kind: "unconfirmed" } };
const UNTOLD = { rows: null, problem: { kind: "unconfirmed" } };

const view = async (id: string) => snapshotsViewOf(await hostOfAnn(id));
const network = async (id: string) => readNetwork(await hostOfAnn(id));

async function answerLists(body: "" | "[]") {
  for (const action of ["hypernat", "hyperbackup"]) {
    await simulator().control.addFault({ kind: "body", body, match: { action } });
  }
  const params = { subvaction: "list" };
  await simulator().control.addFault({ kind: "body", body, match: { action: "vm_snapshot", params } });
}

describe("a list that had entries and comes without a body", () => {
  it("of snapshots or backups is not shown as none, on the page and in the overview", async () => {
    const before = await view(SNAPSHOTS);
    expect(before.snapshots).toMatchObject({ ok: true, items: [{}, {}] });
    // Nothing is known of the state either: so it can't be confirmed.
    await simulator().control.addFault({ kind: "empty", match: { action: "vm_state" } });
    await answerLists("");
    const now = await view(SNAPSHOTS);
    expect(now.snapshots).toEqual(UNCONFIRMED);
    expect(now.backups).toEqual(UNCONFIRMED);
    const glance = await vi.waitFor(async () => {
      const one = await snapshotsGlanceOf(await hostOfAnn(SNAPSHOTS));
      expect(one).not.toBeNull();
      return one;
    }, PATIENCE);
    expect(glance?.snapshots).toEqual(UNCONFIRMED);
    await simulator().control.removeFaults();
    expect((await view(SNAPSHOTS)).snapshots).toEqual(before.snapshots);
  });

  it("of ports and domains is not shown as none, and the port that people connect to is kept", async () => {
    await readAddressesAnew((await hostOfAnn(ONE_PORT)).vmId);
    const before = await connectViewOf(await hostOfAnn(ONE_PORT));
    expect(before).toMatchObject({ way: "ssh", port: 24_022 });
    await simulator().control.addFault({ kind: "empty", match: { action: "vm_state" } });
    await answerLists("");
    const { ports, domains } = await network(ONE_PORT);
    expect(ports).toMatchObject(UNTOLD);
    expect(domains).toMatchObject(UNTOLD);
    await readAddressesAnew((await hostOfAnn(ONE_PORT)).vmId);
    expect(await connectViewOf(await hostOfAnn(ONE_PORT))).toEqual(before);
  });

  it("is shown as none once a second look has confirmed it", async () => {
    await view(ONE_SNAPSHOT);
    await network(ONE_PORT);
    // No second look succeeds before both were seen.
    const { id } = await simulator().control.addFault({ kind: "empty", match: { action: "vm_state" } });
    await answerLists("");
    expect((await view(ONE_SNAPSHOT)).snapshots).toEqual(UNCONFIRMED);
    expect((await network(ONE_PORT)).ports).toMatchObject(UNTOLD);
    await simulator().control.removeFaults(id);
    await vi.waitFor(async () => {
      expect((await view(ONE_SNAPSHOT)).snapshots).toEqual({ ok: true, items: [] });
      expect((await network(ONE_PORT)).ports.rows).toEqual([]);
    }, PATIENCE);
  });
});

describe("a list is shown as none at once", () => {
  it("when it says so in a body", async () => {
    await view(ONE_SNAPSHOT);
    await network(ONE_PORT);
    await answerLists("[]");
    expect((await view(ONE_SNAPSHOT)).snapshots).toEqual({ ok: true, items: [] });
    expect((await network(ONE_PORT)).ports.rows).toEqual([]);
  });

  it("when the operation that removed the last entry was done", async () => {
    await view(ONE_SNAPSHOT);
    await network(ONE_PORT);
    const [only] = (await simulator().control.backups(ONE_SNAPSHOT)).filter((one) => one.backuptype === "1");
    const typed = { snapshot: only?.name ?? "", typedName: "db01" };
    const owned = await hostOfAnn(ONE_SNAPSHOT);
    expect((await ended(await deleteSnapshot.run(owned, typed, crypto.randomUUID(), ann))).outcome).toBe(
      "done",
    );
    expect((await view(ONE_SNAPSHOT)).snapshots).toEqual({ ok: true, items: [] });
    const port = await hostOfAnn(ONE_PORT);
    expect(
      (await ended(await removePort.run(port, { mappingId: "54" }, crypto.randomUUID(), ann))).outcome,
    ).toBe("done");
    expect((await network(ONE_PORT)).ports.rows).toEqual([]);
  });

  it("when the panel never saw an entry in it", async () => {
    await answerLists("");
    expect((await view(NEVER_OPENED)).snapshots).toEqual({ ok: true, items: [] });
  });
});
