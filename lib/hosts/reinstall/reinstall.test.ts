import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { pendingPasswords } from "@/lib/db/host-schema";
import { readOperation } from "@/lib/operations/read-ledger";
import { snapshotsViewOf } from "../snapshots/show-snapshots";
import { ann } from "../testing/ann";
import { ended, endedAtLimit, hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { reinstall as reinstalling } from "./reinstall-command";
import { setWaiting, startPasswordSetter } from "./set-password";
import { reinstallViewOf } from "./show-reinstall";
import { onMaster, REINSTALLED, reinstall, stepsOf } from "./testing/reinstalled";

beforeAll(() => {
  vi.stubEnv("OPERATION_REINSTALL_LIMIT_SECONDS", "20");
});
const { simulator } = useSimulatedHosts({ OPERATION_LIMIT_SECONDS: "3" });

const ON = "101";
const PASSWORD = "kF7mq-Wd2xP-9sTbR";
const { calls, effects } = onMaster(simulator);

describe("the disks of a host", () => {
  const sizes = async (id: string) => (await reinstallViewOf(await hostOfAnn(id))).sizes;

  it("are shown with their sizes where the host's row has them", async () => {
    await simulator().control.setHost(ON, { disk: 200, systemdisk: "100,150" });
    expect(await sizes(ON)).toEqual({ data: 200, newSystem: { windows: 100, linux: 150 } });
    await simulator().control.setHost(ON, { disk: 0, systemdisk: "" });
    expect(await sizes(ON)).toEqual({ data: 0, newSystem: null });
  });

  it("are left out where the row can't be read, and can still be chosen", async () => {
    const owned = await hostOfAnn(ON);
    await simulator().control.addFault({ kind: "refuse", match: { action: "hyper" } });
    const view = await reinstallViewOf(owned);
    expect(view.sizes).toEqual({ data: null, newSystem: null });
    expect(view.choices).toMatchObject({ ok: true });
  });

  it("are left out where the row is another customer's by now", async () => {
    const owned = await hostOfAnn(ON);
    await simulator().control.setHost(ON, { disk: 300, userid: "10002" });
    expect((await reinstallViewOf(owned)).sizes).toEqual({ data: null, newSystem: null });
  });
});

describe("a reinstall", () => {
  it("is sent once with what was chosen, and done when the host is out of its set-up", async () => {
    const result = await reinstall(ON, { image: "14", disks: "all" });
    expect(result).toMatchObject({
      ok: true,
      operation: { kind: "reinstall", outcome: "open", subject: "Ubuntu 24.04" },
    });
    const row = await ended(result);
    expect(row).toMatchObject({ outcome: "done", evidence: { state: "running" } });
    expect(stepsOf(row).at(-1)).toBe("done");
    expect(await effects()).toEqual([{ kind: "reinstall", vmid: ON, detail: { osid: "14", rot: "1" } }]);
    expect(await calls("vm_resetps")).toEqual([]);
  });

  it("shows each step as it comes, on every instance, and then the end", async () => {
    await simulator().control.setClock({ speed: 0 });
    const result = await reinstall();
    const steps = async () => {
      const row = await readOperation(result.operation?.id ?? "");
      return ((row?.notes ?? {}) as { steps?: { name: string }[] }).steps?.map(({ name }) => name) ?? [];
    };
    const { reloadStepMs } = (await simulator().control.settings()).timings;
    const seen: string[] = [];
    for (const step of ["waiting", "copying", "starting"]) {
      seen.push(step);
      await vi.waitFor(async () => expect(await steps()).toEqual(seen), { timeout: 15_000 });
      await simulator().control.setClock({ advanceMs: reloadStepMs });
    }
    expect(stepsOf(await ended(result))).toEqual([...seen, "done"]);
  });

  it("ends as failed where the master says so, with its words", async () => {
    await simulator().control.setHost(ON, { setupFails: true });
    const row = await ended(await reinstall());
    expect(row).toMatchObject({ outcome: "failed", evidence: { message: "the image could not be copied" } });
  });
});

describe("the snapshots of a reinstalled host", () => {
  const snapshots = async () => (await snapshotsViewOf(await hostOfAnn(ON))).snapshots;
  const loseList = () =>
    simulator().control.addFault({
      kind: "body",
      body: "",
      match: { action: "vm_snapshot", params: { subvaction: "list" } },
    });

  it("are gone: an empty list is believed at once", async () => {
    expect(await snapshots()).toMatchObject({ ok: true, items: [{}, {}] });
    expect((await ended(await reinstall())).outcome).toBe("done");
    expect(await snapshots()).toEqual({ ok: true, items: [] });
  });

  it("stay in doubt after a reinstall that nothing confirms, until two empty lists confirm it", async () => {
    expect(await snapshots()).toMatchObject({ ok: true, items: [{}, {}] });
    await simulator().control.addFault({ kind: "nothing-happened", match: { action: "vm_reload" } });
    expect((await endedAtLimit(await reinstall())).outcome).toBe("unconfirmed");
    await loseList();
    expect(await snapshots()).toEqual({ ok: false, problem: { kind: "unconfirmed" } });
    await vi.waitFor(async () => expect(await snapshots()).toEqual({ ok: true, items: [] }), 20_000);
  });
});

describe("nothing is sent", () => {
  afterEach(async () => {
    expect(await calls("vm_reload")).toEqual([]);
    expect(await database().select().from(pendingPasswords)).toEqual([]);
  });

  it("without the host's name as it is shown", async () => {
    for (const typedName of ["", "web0", "Web01", "web02"]) {
      expect(await reinstall(ON, { typedName })).toEqual({ ok: false, code: "not-confirmed" });
    }
  });

  it("with a password that could not be set afterwards", async () => {
    for (const password of ["short", "aaaaaaaaaaaaaaaa", "kF7mq-Wd2xP-9s$(id)", "kF7mq Wd2xP 9sTb"]) {
      expect(await reinstall(ON, { password })).toMatchObject({ ok: false, code: "weak-password" });
    }
  });

  it("for an image of another node, a medium or nonsense, whatever the master would make of it", async () => {
    for (const image of ["17", "31", "999", "12x", "", "012"]) {
      expect(await reinstall(ON, { image, password: PASSWORD })).toEqual({ ok: false, code: "not-found" });
    }
  });

  it("before the customer's day, which is asked for afresh", async () => {
    const owned = await hostOfAnn(ON);
    await simulator().control.setUser("10001", { cvdate: "20990101" });
    expect((await reinstallViewOf(owned)).limits.notBefore).toBe("2099-01-01");
    expect(await reinstall(ON, { password: PASSWORD })).toMatchObject({
      code: "not-possible",
      reason: "reinstall-date",
    });
  });

  it("to a locked host, to one that changed hands, and while the master is silent", async () => {
    expect(await reinstall("110")).toMatchObject({ code: "not-possible", reason: "locked" });
    const owned = await hostOfAnn(ON);
    const form = { image: "12", disks: "system", password: PASSWORD, typedName: "web01" } as const;
    await simulator().control.addFault({ kind: "reset", match: { action: "hyperos" } });
    expect(await reinstalling.run(owned, form, "form-key-3", ann)).toMatchObject({ code: "master-down" });
    await simulator().control.removeFaults();
    await simulator().control.setHost(ON, { userid: "10002" });
    expect(await reinstalling.run(owned, form, "form-key-4", ann)).toEqual({ ok: false, code: "not-found" });
  });
});

describe("an answer that is lost or wrong", () => {
  it("before the work: is unconfirmed long before a reinstall's own limit, and its password goes", async () => {
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_reload" }, when: "before" });
    const result = await reinstall(ON, { password: PASSWORD });
    expect((await ended(result)).outcome).toBe("unconfirmed");
    await setWaiting();
    expect(await database().select().from(pendingPasswords)).toEqual([]);
    expect([await effects(), await calls("vm_resetps")]).toEqual([[], []]);
  });

  it("a refusal is told in the master's words, and leaves no password", async () => {
    await simulator().control.addFault({
      kind: "refuse",
      match: { action: "vm_reload" },
      text: "not today",
      when: "before",
    });
    expect(await reinstall(ON, { password: PASSWORD })).toMatchObject({
      code: "refused",
      operation: { refusal: "not today" },
    });
    expect(await database().select().from(pendingPasswords)).toEqual([]);
  });

  it("a refusal of what began all the same is followed to its end", async () => {
    await simulator().control.addFault({ kind: "effect-but-refused", match: { action: "vm_reload" } });
    expect((await ended(await reinstall())).outcome).toBe("done");
    expect(await effects()).toEqual([REINSTALLED]);
  });
});

it("gives up the new password, and says so, when the host doesn't run for too long", async () => {
  const result = await reinstall(ON, { password: PASSWORD });
  await vi.waitFor(
    async () =>
      expect((await readOperation(result.operation?.id ?? ""))?.notes).toMatchObject({
        readyAt: expect.any(String),
      }),
    { timeout: 15_000 },
  );
  await simulator().control.setHost(ON, { power: "off" });
  const stop = startPasswordSetter();
  expect(await ended(result)).toMatchObject({ outcome: "done", evidence: { password: "not-sent" } });
  stop();
  expect(await calls("vm_resetps")).toEqual([]);
});
