import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import type { ActionResult } from "@/lib/action-result";
import type { OperationRow } from "@/lib/operations/operation-row";
import { readOperation } from "@/lib/operations/read-ledger";
import { resetPassword } from "../access/access-commands";
import { powerCommands } from "../power/power-commands";
import { createSnapshot, deleteSnapshot, restoreSnapshot } from "../snapshots/snapshot-commands";
import { ann } from "../testing/ann";
import { ask, callsOf, EVERY_COMMAND } from "../testing/every-command";
import { ended, hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";

const NO_EVIDENCE_MS = 500;
const LIMIT_MS = 600_000;
const { simulator } = useSimulatedHosts({
  OPERATION_NO_EVIDENCE_SECONDS: String(NO_EVIDENCE_MS / 1000),
  OPERATION_LIMIT_SECONDS: String(LIMIT_MS / 1000),
  OPERATION_RESTORE_LIMIT_SECONDS: String(LIMIT_MS / 1000),
});

const key = () => crypto.randomUUID();
const owned = () => hostOfAnn("103");
const named = async () => {
  const [one] = (await simulator().control.backups("103")).filter(({ backuptype }) => backuptype === "1");
  return { snapshot: one?.name ?? "", typedName: "db01" };
};

const CASES: [string, () => Promise<ActionResult>][] = [
  ["a restore", async () => restoreSnapshot.run(await owned(), await named(), key(), ann)],
  [
    "a new password",
    async () => resetPassword.run(await owned(), { password: "Canary-Pass-4417-zq", user: "" }, key(), ann),
  ],
  [
    "a host's first snapshot that the answer doesn't name",
    async () => {
      await ended(await deleteSnapshot.run(await owned(), await named(), key(), ann));
      const params = { subvaction: "create" };
      await simulator().control.addFault({
        kind: "body",
        body: "0",
        match: { action: "vm_snapshot", params },
      });
      for (const action of ["hyperbackup", "hypernat"]) {
        await simulator().control.addFault({ kind: "empty", match: { action, params: { userid: "10001" } } });
      }
      return createSnapshot.run(await owned(), { note: "" }, key(), ann);
    },
  ],
];

it.each(CASES)(
  "on a master without a list of tasks %s is soon unconfirmed, and the host is free",
  async (_, ask) => {
    await simulator().control.addFault({ kind: "refuse", match: { action: "hypertask" } });
    // Nor does the state tell of one.
    await simulator().control.addFault({
      kind: "nulls",
      columns: ["taskstatus"],
      match: { action: "vm_state" },
    });
    expectSoonUnconfirmed(await ended(await ask()));
  },
);

function expectSoonUnconfirmed(row: OperationRow) {
  expect(row).toMatchObject({ outcome: "unconfirmed", evidence: { waitedMs: expect.any(Number) } });
  const waitedMs = Reflect.get(row.evidence as object, "waitedMs");
  expect(waitedMs).toBeGreaterThanOrEqual(NO_EVIDENCE_MS);
  expect(waitedMs).toBeLessThan(LIMIT_MS);
}

describe("a command that never arrived and got no answer", () => {
  const power = async (id: string, kind: keyof typeof powerCommands) =>
    powerCommands[kind].run(await hostOfAnn(id), {}, key(), ann);
  const KINDS =
    "start force-stop force-restart create-snapshot delete-snapshot mount-medium eject-medium".split(" ");
  const LOST = EVERY_COMMAND.filter(({ kind }) => KINDS.includes(kind));

  it.each(LOST)("$kind is soon unconfirmed, and the host is free", async (command) => {
    await simulator().control.addFault({ kind: "reset", when: "before", match: callsOf(command) });
    const result = await ask(command);
    expect(result.operation).toMatchObject({ outcome: "checking" });
    expectSoonUnconfirmed(await ended(result));
  });

  it("restart is followed for longer: the system in the host takes its time", async () => {
    await simulator().control.setClock({ speed: 0 });
    await simulator().control.addFault({ kind: "reset", when: "after", match: { action: "vm_restart" } });
    const result = await power("101", "restart");
    await wait(2 * NO_EVIDENCE_MS);
    const now = () => readOperation(result.operation?.id ?? "");
    expect((await now())?.outcome).toBe("checking");
    const { timings } = await simulator().control.settings();
    await simulator().control.setClock({ advanceMs: timings.stopMs + timings.restartOffMs / 2 });
    await vi.waitFor(async () => expect((await now())?.notes).toMatchObject({ wasOff: true }), 15_000);
    await simulator().control.setClock({ advanceMs: timings.restartOffMs + timings.startMs });
    expect((await ended(result)).outcome).toBe("done");
  });

  it("is still looked for once a master that could not be read answers again", async () => {
    await simulator().control.addFault({ kind: "reset", when: "after", match: { action: "vm_start" } });
    const result = await power("109", "start");
    const { id } = await simulator().control.addFault({ kind: "http-status", match: { action: "vm_state" } });
    await wait(2 * NO_EVIDENCE_MS);
    expect((await readOperation(result.operation?.id ?? ""))?.outcome).toBe("checking");
    await simulator().control.removeFaults(id);
    expect((await ended(result)).outcome).toBe("done");
  });
});
