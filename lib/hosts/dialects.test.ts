import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ActionResult } from "@/lib/action-result";
import { notesOf } from "../operations/operation-row";
import { readOperation } from "../operations/read-ledger";
import { dialectOf } from "../simulator/wire/dialect";
import { endConsole } from "./console/end-console";
import { open, signedIn } from "./console/testing";
import { learnMaster } from "./mirror/learn-master";
import { syncFleet } from "./mirror/sync-fleet";
import { unbindDomain } from "./network/domains";
import { removePort } from "./network/ports";
import { ann } from "./testing/ann";
import { ask, EVERY_COMMAND } from "./testing/every-command";
import { ended, hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

const SPEED = 20;
/** Nothing but their task shows that they happened, and a stranger drops it when it ends: it is seen before time goes fast. */
const BY_TASK_ALONE: readonly string[] = ["reset-password", "reapply-addresses"];
/** Running; behind a shared address, with a port mapping. */
const [HOST, SHARED] = ["101", "106"];

const key = () => crypto.randomUUID();
const notesIn = async ({ operation }: ActionResult) => {
  const row = await readOperation(operation?.id ?? "");
  return row && notesOf(row);
};

vi.stubEnv("CONSOLE_HOSTS", "198.51.100.2:8001");
const { simulator } = useSimulatedHosts({
  OPERATION_LIMIT_SECONDS: "20",
  OPERATION_RESTORE_LIMIT_SECONDS: "20",
  // A forced restart is seen by nothing but that the host runs.
  OPERATION_RESTART_SETTLE_SECONDS: "0.5",
});
const effects = async () => (await simulator().control.journal()).effects.map(({ kind }) => kind);
const speak = (dialect: string) => simulator().control.setSettings({ dialect: dialectOf(dialect) });

describe.each(["", "stranger", "stranger,console=time,host=ip,empty=brackets"])(
  "on a master of the dialect '%s'",
  (dialect) => {
    beforeEach(async () => {
      await speak(dialect);
      await simulator().control.setClock({ speed: SPEED });
      await syncFleet();
      await learnMaster();
    });

    it.each(EVERY_COMMAND)("$kind is sent and confirmed", async (command) => {
      const { kind, effect } = command;
      const byTask = BY_TASK_ALONE.includes(kind);
      await simulator().control.setClock({ speed: byTask ? 1 : SPEED });
      const result = await ask(command);
      expect(result).toMatchObject({ ok: true, operation: { kind } });
      if (byTask) {
        await vi.waitFor(async () => expect(await notesIn(result)).toMatchObject({ underWay: true }), 5_000);
        await simulator().control.setClock({ speed: SPEED });
      }
      expect(await ended(result)).toMatchObject({ kind, outcome: "done" });
      expect(await effects()).toContain(effect);
    });

    it("a console is ended and that is confirmed", async () => {
      const viewer = await signedIn();
      await ended(await open(viewer, key(), HOST));
      const result = await endConsole.run(await hostOfAnn(HOST), {}, key(), viewer);
      expect(await ended(result)).toMatchObject({ kind: "end-console", outcome: "done" });
      expect(await effects()).toContain("console-logout");
    });
  },
);

describe("on a master whose rows name no host and whose lists ignore it", () => {
  it("takes away no mapping, whosever, and says that the list can't be read", async () => {
    await speak("host=untold,filter=ignored");
    await syncFleet();
    await learnMaster();
    const before = (await simulator().control.rules()).map(({ id }) => id);
    for (const id of before) {
      for (const remove of [removePort, unbindDomain]) {
        const result = await remove.run(await hostOfAnn(SHARED), { mappingId: id }, key(), ann);
        expect(result.ok && result.operation?.outcome).not.toBe("done");
      }
    }
    expect((await simulator().control.rules()).map(({ id }) => id)).toEqual(before);
    const { calls } = await simulator().control.journal();
    expect(calls.filter(({ action }) => action === "vm_portmap" || action === "vm_domain")).toEqual([]);
  });
});
