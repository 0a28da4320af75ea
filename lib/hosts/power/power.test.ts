import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { ActionResult } from "@/lib/action-result";
import { database } from "@/lib/db/connection";
import { subscribe } from "@/lib/db/notify";
import { operations } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { POWER_KINDS, type PowerKind, powerRulesOf } from "@/lib/operations/command-rules";
import type { OperationRow } from "@/lib/operations/operation-row";
import { isInProgress } from "@/lib/operations/operation-view";
import { readOperation } from "@/lib/operations/read-ledger";
import { startReconciler } from "@/lib/operations/reconciler";
import { DEFAULT_SECRET, type Simulator, startSimulator } from "@/lib/simulator/start";
import { registerHostVerifications } from "../commands";
import { openHost } from "../owned-host";
import { ann } from "../testing/ann";
import { POWER_ACTIONS, powerCommands } from "./power-commands";

useTestDatabase();

const ON = "101";
const OFF = "109";
const LOCKED = "110";
const SOLD = "106";
const PATIENCE = { timeout: 15_000 };

let simulator: Simulator;
let stopReconciler: () => void;

beforeAll(async () => {
  // A guest second takes a millisecond.
  simulator = await startSimulator({ speed: 1_000 });
  vi.stubEnv("RSTACK_URL", simulator.url);
  vi.stubEnv("RSTACK_SECRET", DEFAULT_SECRET);
  vi.stubEnv("RSTACK_RATE", "2000");
  vi.stubEnv("LIVE_MOTION_SECONDS", "0.05");
  vi.stubEnv("OPERATION_LIMIT_SECONDS", "2");
  vi.stubEnv("OPERATION_RESTART_SETTLE_SECONDS", "0.5");
  registerHostVerifications();
  stopReconciler = startReconciler();
});

afterEach(async () => {
  await simulator.control.removeFaults();
  await Promise.all([going(ON), going(OFF)]);
  await simulator.control.reset();
  await simulator.control.setClock({ speed: 1_000 });
});

afterAll(async () => {
  stopReconciler();
  await simulator.close();
});

async function host(id: string) {
  const owned = await openHost(ann, id);
  if (!owned) {
    throw new Error(`host ${id} is not Ann's`);
  }
  return owned;
}

const press = async (id: string, kind: PowerKind, key = crypto.randomUUID(), viewer = ann) =>
  powerCommands[kind].run(await host(id), {}, key, viewer);

const commands = async (action?: string) =>
  (await simulator.control.journal()).calls.filter((call) =>
    action ? call.action === action : Object.values<string | null>(POWER_ACTIONS).includes(call.action),
  );

/** Resolves with the row once it ended: by the notices, as a page would. */
const ended = (result: ActionResult): Promise<OperationRow> => endOf(result.operation?.id ?? "");

async function endOf(id: string): Promise<OperationRow> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const row = await readOperation(id);
      if (row && !isInProgress(row.outcome)) {
        unsubscribe();
        resolve(row);
      }
    };
    const unsubscribe = subscribe(() => void look().catch(reject));
    look().catch(reject);
  });
}

/** Looks after a refusal stop at the operation's limit: a slow machine must not reach it first. */
async function allowTime(result: ActionResult): Promise<void> {
  await database()
    .update(operations)
    .set({ limitAt: sql`now() + interval '10 minutes'`, lookAgainAt: sql`now()` })
    .where(and(eq(operations.id, result.operation?.id ?? ""), eq(operations.outcome, "refused")));
}

/** Waits until nothing goes on at a host. */
async function going(vmId: string): Promise<void> {
  const rows = await database().select().from(operations).where(eq(operations.vmId, vmId));
  for (const row of rows.filter((one) => isInProgress(one.outcome))) {
    await endOf(row.id);
  }
}

describe("a power operation", () => {
  it("is done when the host is seen to run, and was sent once", async () => {
    const result = await press(OFF, "start");
    expect(result).toMatchObject({ ok: true, operation: { kind: "start", outcome: "open" } });
    expect(await ended(result)).toMatchObject({ outcome: "done", evidence: { state: "running" } });
    expect(await commands()).toHaveLength(1);
  });

  it.each(POWER_KINDS.filter((kind) => powerRulesOf(kind).to !== "running"))(
    "%s ends as done",
    async (kind) => {
      expect((await ended(await press(ON, kind))).outcome).toBe("done");
      expect(await commands()).toHaveLength(1);
    },
  );

  it("is one call for 50 at once", async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => press(OFF, "start")));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.code === "busy")).toHaveLength(49);
    expect(await commands()).toHaveLength(1);
  });

  it("is the same one for the same form", async () => {
    const [first, second] = await Promise.all([press(OFF, "start", "form-1"), press(OFF, "start", "form-1")]);
    expect(first.operation?.id).toBe(second.operation?.id);
    await ended(first);
    const late = await press(OFF, "start", "form-1");
    expect(late).toMatchObject({ ok: true, operation: { id: first.operation?.id, outcome: "done" } });
    expect(await commands()).toHaveLength(1);
  });

  it("is not sent where the state forbids it, with the reason", async () => {
    expect(await press(ON, "start")).toMatchObject({
      code: "not-possible",
      reason: "already-running",
      operation: { outcome: "not-sent" },
    });
    expect(await press(LOCKED, "force-stop")).toMatchObject({ code: "not-possible", reason: "locked" });
    expect(await commands()).toEqual([]);
  });

  it("is not sent once the host changed hands while its page was open", async () => {
    const owned = await host(SOLD);
    await simulator.control.setHost(SOLD, { userid: "10002" });
    expect(await powerCommands.start.run(owned, {}, "key-key-1", ann)).toEqual({
      ok: false,
      code: "not-found",
    });
    expect(await commands()).toEqual([]);
  });

  it("is not sent while the master doesn't answer whose the host is", async () => {
    const owned = await host(OFF);
    await simulator.control.addFault({ kind: "reset", match: { action: "hyper" } });
    const result = await powerCommands.start.run(owned, {}, crypto.randomUUID(), ann);
    expect(result).toMatchObject({ ok: false, code: "master-down", operation: { outcome: "not-sent" } });
    expect(await commands()).toEqual([]);
  });
});

describe("an answer that is lost or wrong", () => {
  it("after the work: ends as done, and is not sent again", async () => {
    await simulator.control.addFault({ kind: "reset", match: { action: "vm_start" }, when: "after" });
    const result = await press(OFF, "start");
    expect(result).toMatchObject({ ok: true, operation: { outcome: "checking" } });
    expect((await ended(result)).outcome).toBe("done");
    expect(await commands()).toHaveLength(1);
  });

  it("before the work: ends as unconfirmed, and the host is free again", async () => {
    await simulator.control.addFault({ kind: "reset", match: { action: "vm_start" }, when: "before" });
    const result = await press(OFF, "start");
    expect((await ended(result)).outcome).toBe("unconfirmed");
    expect(await commands()).toHaveLength(1);
    await simulator.control.removeFaults();
    expect((await ended(await press(OFF, "start"))).outcome).toBe("done");
  });

  it("a 0 that nothing followed ends as unconfirmed, never as done", async () => {
    await simulator.control.addFault({ kind: "nothing-happened", match: { action: "vm_start" } });
    expect((await ended(await press(OFF, "start"))).outcome).toBe("unconfirmed");
  });

  it("a refusal is told at once, in the viewer's language, and not sent again", async () => {
    await simulator.control.addFault({ kind: "refuse", match: { action: "vm_start" }, text: "no power" });
    const result = await press(OFF, "start", "key-key-2", { ...ann, locale: "zh-CN" });
    expect(result).toMatchObject({
      ok: false,
      code: "refused",
      operation: { outcome: "refused", refusal: "no power" },
    });
    const [call] = await commands();
    expect(call?.envelope.language).toBe("chinese");
  });

  it("a refusal of what was done all the same ends as done", async () => {
    await simulator.control.addFault({ kind: "effect-but-refused", match: { action: "vm_start" } });
    const result = await press(OFF, "start");
    await allowTime(result);
    await vi.waitFor(async () => {
      expect((await readOperation(result.operation?.id ?? ""))?.outcome).toBe("done");
    }, PATIENCE);
  });
});

describe("a restart that the master refused and began all the same", () => {
  it("is not done while the host is off, and done once it runs again", async () => {
    const { timings } = await simulator.control.settings();
    await simulator.control.setClock({ speed: 0 });
    await simulator.control.addFault({ kind: "effect-but-refused", match: { action: "vm_restart" } });
    const result = await press(ON, "restart");
    const now = () => readOperation(result.operation?.id ?? "");
    await allowTime(result);
    await simulator.control.setClock({ advanceMs: timings.stopMs + timings.restartOffMs / 2 });
    expect((await simulator.control.host(ON)).word).toBe("off");
    await vi.waitFor(async () => expect((await now())?.notes).toMatchObject({ wasOff: true }), PATIENCE);
    expect((await now())?.outcome).toBe("refused");
    await simulator.control.setClock({ advanceMs: timings.restartOffMs + timings.startMs });
    await vi.waitFor(async () => expect((await now())?.outcome).toBe("done"), PATIENCE);
    const { changes } = await simulator.control.journal();
    expect(changes.filter((change) => change.vmid === ON).at(-1)?.to).toBe("running");
  });
});

describe("a system that doesn't react", () => {
  it("lets Force stop take the place of an accepted Stop", async () => {
    await simulator.control.setHost(ON, { ignoresShutdown: true });
    const stop = await press(ON, "stop");
    expect(stop).toMatchObject({ ok: true, operation: { outcome: "open" } });
    expect(await press(ON, "restart")).toMatchObject({ ok: false, code: "busy" });
    const forced = await press(ON, "force-stop");
    expect((await ended(forced)).outcome).toBe("done");
    expect((await ended(stop)).outcome).toBe("superseded");
    expect((await commands()).map((call) => call.action)).toEqual(["vm_stop", "vm_force_stop"]);
  });
});
