import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import type { ActionResult } from "@/lib/action-result";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import type { PowerKind } from "@/lib/operations/command-rules";
import { readOperation } from "@/lib/operations/read-ledger";
import { ann } from "../testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { POWER_ACTIONS, powerCommands } from "./power-commands";

const { simulator } = useSimulatedHosts({
  OPERATION_LIMIT_SECONDS: "2",
  OPERATION_RESTART_SETTLE_SECONDS: "0.5",
});

const ON = "101";
const OFF = "109";
const PATIENCE = { timeout: 15_000 };

const press = async (id: string, kind: PowerKind, key = crypto.randomUUID(), viewer = ann) =>
  powerCommands[kind].run(await hostOfAnn(id), {}, key, viewer);

const commands = async (action?: string) =>
  (await simulator().control.journal()).calls.filter((call) =>
    action ? call.action === action : Object.values<string | null>(POWER_ACTIONS).includes(call.action),
  );

/** Looks after a refusal stop at the operation's limit: a slow machine must not reach it first. */
async function allowTime(result: ActionResult): Promise<void> {
  await database()
    .update(operations)
    .set({ limitAt: sql`now() + interval '10 minutes'`, lookAgainAt: sql`now()` })
    .where(and(eq(operations.id, result.operation?.id ?? ""), eq(operations.outcome, "refused")));
}

describe("an answer that is lost or wrong", () => {
  it("a refusal is told at once, in the viewer's language, and not sent again", async () => {
    await simulator().control.addFault({ kind: "refuse", match: { action: "vm_start" }, text: "no power" });
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
    await simulator().control.addFault({ kind: "effect-but-refused", match: { action: "vm_start" } });
    const result = await press(OFF, "start");
    await allowTime(result);
    await vi.waitFor(async () => {
      expect((await readOperation(result.operation?.id ?? ""))?.outcome).toBe("done");
    }, PATIENCE);
  });
});

describe("a restart that the master refused and began all the same", () => {
  it("is not done while the host is off, and done once it runs again", async () => {
    const { timings } = await simulator().control.settings();
    await simulator().control.setClock({ speed: 0 });
    await simulator().control.addFault({ kind: "effect-but-refused", match: { action: "vm_restart" } });
    const result = await press(ON, "restart");
    const now = () => readOperation(result.operation?.id ?? "");
    await allowTime(result);
    await simulator().control.setClock({ advanceMs: timings.stopMs + timings.restartOffMs / 2 });
    expect((await simulator().control.host(ON)).word).toBe("off");
    await vi.waitFor(async () => expect((await now())?.notes).toMatchObject({ wasOff: true }), PATIENCE);
    expect((await now())?.outcome).toBe("refused");
    await simulator().control.setClock({ advanceMs: timings.restartOffMs + timings.startMs });
    await vi.waitFor(async () => expect((await now())?.outcome).toBe("done"), PATIENCE);
    const { changes } = await simulator().control.journal();
    expect(changes.filter((change) => change.vmid === ON).at(-1)?.to).toBe("running");
  });
});

describe("a system that doesn't react", () => {
  it("lets Force stop take the place of an accepted Stop", async () => {
    await simulator().control.setHost(ON, { ignoresShutdown: true });
    const stop = await press(ON, "stop");
    expect(stop).toMatchObject({ ok: true, operation: { outcome: "open" } });
    expect(await press(ON, "restart")).toMatchObject({ ok: false, code: "busy" });
    const forced = await press(ON, "force-stop");
    expect((await ended(forced)).outcome).toBe("done");
    expect((await ended(stop)).outcome).toBe("superseded");
    expect((await commands()).map((call) => call.action)).toEqual(["vm_stop", "vm_force_stop"]);
  });
});
