import { describe, expect, it, vi } from "vitest";
import type { ActionResult } from "@/lib/action-result";
import { operationViewOf } from "@/lib/operations/present";
import { readOperation } from "@/lib/operations/read-ledger";
import { resetPassword } from "./access/access-commands";
import { bindDomain, unbindDomain } from "./network/domains";
import { addPort as addingPort, removePort as removingPort } from "./network/ports";
import { createSnapshot, deleteSnapshot, restoreSnapshot } from "./snapshots/snapshot-commands";
import { notesOn } from "./snapshots/snapshot-notes";
import { ann } from "./testing/ann";
import { ended, endedAtLimit, hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

const CONFIRM_MS = 200;
const { simulator } = useSimulatedHosts({
  OPERATION_EMPTY_LIST_SECONDS: String(CONFIRM_MS / 1000),
});

/** Behind a shared address, with one port alone. With two snapshots. With one. */
const [ONE_PORT, SNAPSHOTS, ONE_SNAPSHOT] = ["106", "101", "103"];
const NAMES: Record<string, string> = { [SNAPSHOTS]: "web01", [ONE_SNAPSHOT]: "db01" };
const ONLY_PORT = "54";
const SHARED_HOST = { iptype: "2", publicip: "198.51.100.7", portmap: 5, bindingDomain: 5 };

const key = () => crypto.randomUUID();
const create = async (id: string, note = "") => createSnapshot.run(await hostOfAnn(id), { note }, key(), ann);
const snapshotNames = async (id: string) =>
  (await simulator().control.backups(id)).filter((one) => one.backuptype === "1").map(({ name }) => name);
const remove = async (id: string) => {
  const [snapshot = ""] = await snapshotNames(id);
  return deleteSnapshot.run(await hostOfAnn(id), { snapshot, typedName: NAMES[id] ?? "" }, key(), ann);
};
const restore = async (id: string) => {
  const [snapshot = ""] = await snapshotNames(id);
  return restoreSnapshot.run(await hostOfAnn(id), { snapshot, typedName: NAMES[id] ?? "" }, key(), ann);
};
const removePort = async () =>
  removingPort.run(await hostOfAnn(ONE_PORT), { mappingId: ONLY_PORT }, key(), ann);
const addPort = async (id = ONE_PORT) => addingPort.run(await hostOfAnn(id), { port: "8080" }, key(), ann);
const bind = async () =>
  bindDomain.run(await hostOfAnn(ONE_PORT), { domain: "own.example", port: "80" }, key(), ann);
const unbindOnly = async () => {
  const { id } = await simulator().control.addRule({ vmid: ONE_PORT, domainname: "own.example" });
  await ended(await removePort());
  return unbindDomain.run(await hostOfAnn(ONE_PORT), { mappingId: id }, key(), ann);
};

const LISTS = ["hypernat", "hypertask", "hyperbackup", "vm_snapshot"] as const;
/** Another body in the place of lists: none is what a broken proxy makes of them. `params`: the calls' own. */
async function answerLists(
  body: "" | "[]" | "null",
  lists: readonly string[] = LISTS,
  params: Record<string, string> = {},
) {
  for (const action of lists) {
    const own = action === "vm_snapshot" ? { ...params, subvaction: "list" } : params;
    await simulator().control.addFault({ kind: "body", body, match: { action, params: own } });
  }
}
const lose = (when: "before" | "after", action: string, subvaction: string) =>
  simulator().control.addFault({ kind: "reset", when, match: { action, params: { subvaction } } });
const pretend = (action: string, subvaction: string) =>
  simulator().control.addFault({ kind: "nothing-happened", match: { action, params: { subvaction } } });
/** What `lists` answer in place of their rows once the command was sent. */
async function afterwards(result: ActionResult, body: "" | "[]" | "null", end = ended) {
  expect(result.ok).toBe(true);
  await answerLists(body);
  return end(result);
}
const steal = (id: string, patch: object) => simulator().control.setHost(id, patch);
const callsOf = async (action: string) =>
  (await simulator().control.journal()).calls.filter((call) => call.action === action);

const REMOVALS = [
  ["the only port", "vm_portmap", removePort],
  ["the only domain", "vm_domain", unbindOnly],
  ["the only snapshot", "vm_snapshot", () => remove(ONE_SNAPSHOT)],
] as const;

describe.each(REMOVALS)("removing %s", (_what, action, perform) => {
  const withRoom = () => steal(ONE_PORT, SHARED_HOST);

  it("without an answer is not done because all lists are empty", async () => {
    await withRoom();
    await lose("before", action, "del");
    expect((await afterwards(await perform(), "", endedAtLimit)).outcome).toBe("unconfirmed");
  });

  it.each(["[]", "null"] as const)("without an answer is done when the list says %s", async (body) => {
    await withRoom();
    await lose("after", action, "del");
    expect((await afterwards(await perform(), body)).outcome).toBe("done");
  });

  it("without an answer is done when a wider list has content and lacks it", async () => {
    await withRoom();
    await lose("after", action, "del");
    expect((await ended(await perform())).outcome).toBe("done");
  });

  it("that answered 0 is checked, then done by two empty lists, each followed by a state", async () => {
    await withRoom();
    const row = await ended(await perform());
    expect(row.outcome).toBe("done");
    // As it was kept between the two looks.
    expect(operationViewOf({ ...row, outcome: "open" }, ann).outcome).toBe("checking");
    const list = action === "vm_snapshot" ? "vm_snapshot" : "hypernat";
    const { calls } = await simulator().control.journal();
    const sentAt = calls.findLast((one) => one.action === action && one.params.subvaction === "del")?.n ?? 0;
    const empty = calls.filter((one) => one.n > sentAt && one.action === list && one.answer.bytes === 0);
    const states = calls.filter((one) => one.n > sentAt && one.action === "vm_state" && one.answer.bytes > 0);
    const [first] = empty;
    const second = empty.findLast((one) => one.n < (states.at(-1)?.n ?? 0));
    // By the master's clock, which notes a call some milliseconds after it was made.
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(CONFIRM_MS * 0.8);
    expect(states[0]?.n).toBeGreaterThan(first?.n ?? 0);
    expect(states[0]?.n).toBeLessThan(second?.n ?? 0);
  });

  it("that answered 0 is unconfirmed when the master gives no other answer with content either", async () => {
    await withRoom();
    await pretend(action, "del");
    const result = await perform();
    await answerLists("", ["vm_state"]);
    expect((await afterwards(result, "", endedAtLimit)).outcome).toBe("unconfirmed");
  });
});

describe("creating", () => {
  it("takes no old snapshot for the new one where the lists before came empty, and puts no note on it", async () => {
    await lose("before", "vm_snapshot", "create");
    await answerLists("");
    const result = await create(ONE_SNAPSHOT, "mine");
    await simulator().control.removeFaults();
    const row = await endedAtLimit(result);
    expect(row.outcome).toBe("unconfirmed");
    expect([...(await notesOn(row.tenancyId)).values()]).not.toContain("mine");
  });

  it("takes no old snapshot for the new one where only hyperbackup had content before", async () => {
    await lose("before", "vm_snapshot", "create");
    await answerLists("", ["vm_snapshot"]);
    await answerLists("", ["hyperbackup"], { vmid: ONE_SNAPSHOT });
    const { userid = "" } = await simulator().control.host(ONE_SNAPSHOT);
    // As a master answers that lists in `hyperbackup` only what is being made.
    const [other] = await simulator().control.backups(SNAPSHOTS);
    await simulator().control.addFault({
      kind: "body",
      body: JSON.stringify([{ ...other, userid }]),
      match: { action: "hyperbackup", params: { userid } },
    });
    const result = await create(ONE_SNAPSHOT, "mine");
    await simulator().control.removeFaults();
    const row = await endedAtLimit(result);
    expect(row.outcome).toBe("unconfirmed");
    expect([...(await notesOn(row.tenancyId)).values()]).not.toContain("mine");
  });

  it("a snapshot that the answer named is done by its name, and the note is on it", async () => {
    await answerLists("");
    const result = await create(ONE_SNAPSHOT, "mine");
    await simulator().control.removeFaults();
    const row = await ended(result);
    expect(row.outcome).toBe("done");
    const [old = "", made = ""] = await snapshotNames(ONE_SNAPSHOT);
    const notes = await notesOn(row.tenancyId);
    expect([notes.get(old), notes.get(made)]).toEqual([undefined, "mine"]);
  });

  it("the first snapshot without an answer is done by its task, and named", async () => {
    await simulator().control.setClock({ speed: 20 });
    await ended(await remove(ONE_SNAPSHOT));
    await lose("after", "vm_snapshot", "create");
    const row = await ended(await create(ONE_SNAPSHOT, "mine"));
    expect(row.outcome).toBe("done");
    const [made = ""] = await snapshotNames(ONE_SNAPSHOT);
    expect((await notesOn(row.tenancyId)).get(made)).toBe("mine");
  });

  it.each([
    ["a port", addPort, "vm_portmap"],
    ["a domain", bind, "vm_domain"],
  ] as const)(
    "%s that stood before is not the new one where the list before came empty",
    async (_, perform, action) => {
      await steal(ONE_PORT, SHARED_HOST);
      await simulator().control.addRule({ vmid: ONE_PORT, privateport: 8080 });
      await simulator().control.addRule({ vmid: ONE_PORT, domainname: "own.example" });
      await lose("before", action, "add");
      await answerLists("", ["hypernat"]);
      const result = await perform();
      await simulator().control.removeFaults();
      expect((await endedAtLimit(result)).outcome).toBe("unconfirmed");
    },
  );

  it.each([
    ["a port", addPort, "vm_portmap"],
    ["a domain", bind, "vm_domain"],
  ] as const)(
    "%s that is a host's first is done by its 0, where no wider list says more",
    async (_, perform, action) => {
      await steal(ONE_PORT, SHARED_HOST);
      await ended(await removePort());
      const { nodeid } = await simulator().control.host(ONE_PORT);
      await answerLists("", ["hypernat"], { nodeid });
      expect((await ended(await perform())).outcome).toBe("done");
      expect((await callsOf(action)).filter(({ params }) => params.subvaction === "add")).toHaveLength(1);
    },
  );

  it("a port is looked up in a list with content when the host's own comes empty", async () => {
    await steal(ONE_PORT, SHARED_HOST);
    await simulator().control.addRule({ vmid: ONE_PORT, privateport: 8080 });
    await answerLists("", ["hypernat"], { vmid: ONE_PORT });
    expect(await addPort()).toMatchObject({ ok: false, reason: "port-mapped" });
    expect(await callsOf("vm_portmap")).toEqual([]);
  });
});

describe("a task", () => {
  it("of before is not the new one where the list before came empty", async () => {
    const reset = async () =>
      resetPassword.run(
        await hostOfAnn(SNAPSHOTS),
        { password: "Canary-Pass-4417-zq", user: "" },
        key(),
        ann,
      );
    await ended(await reset());
    await simulator().control.addFault({ kind: "reset", when: "before", match: { action: "vm_resetps" } });
    await answerLists("", ["hypertask"]);
    const result = await reset();
    await simulator().control.removeFaults();
    expect((await endedAtLimit(result)).outcome).toBe("unconfirmed");
  });

  it("that was seen is not over because the lists are empty while the state still tells of it", async () => {
    await simulator().control.setClock({ speed: 0 });
    const result = await restore(SNAPSHOTS);
    const id = result.operation?.id ?? "";
    await vi.waitFor(async () => expect((await readOperation(id))?.notes).toMatchObject({ underWay: true }), {
      timeout: 15_000,
    });
    expect((await afterwards(result, "", endedAtLimit)).outcome).toBe("unconfirmed");
  });

  it("that was seen and is gone is over once the state tells of none, twice", async () => {
    await simulator().control.setClock({ speed: 0 });
    const result = await restore(SNAPSHOTS);
    const id = result.operation?.id ?? "";
    await vi.waitFor(async () => expect((await readOperation(id))?.notes).toMatchObject({ underWay: true }), {
      timeout: 15_000,
    });
    await answerLists("", ["hypertask"]);
    await simulator().control.setClock({ advanceMs: 60_000 });
    expect(await ended(result)).toMatchObject({ outcome: "done", evidence: { task: "gone" } });
  });
});
