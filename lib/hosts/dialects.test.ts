import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ActionResult } from "@/lib/action-result";
import { notesOf } from "../operations/operation-row";
import { readOperation } from "../operations/read-ledger";
import { dialectOf } from "../simulator/wire/dialect";
import { changeRemotePort, resetPassword } from "./access/access-commands";
import { endConsole } from "./console/end-console";
import { open, signedIn } from "./console/testing";
import { ejectMedium, mountMedium } from "./media/media-commands";
import { learnMaster } from "./mirror/learn-master";
import { syncFleet } from "./mirror/sync-fleet";
import { bindDomain, unbindDomain } from "./network/domains";
import { addPort, removePort } from "./network/ports";
import { reapplyAddresses } from "./network/reapply";
import { powerCommands } from "./power/power-commands";
import { reinstall } from "./reinstall/reinstall-command";
import { readSnapshots } from "./snapshots/read-snapshots";
import { createSnapshot, deleteSnapshot, restoreSnapshot } from "./snapshots/snapshot-commands";
import { ann } from "./testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

const SPEED = 20;
/** Nothing but their task shows that they happened, and a stranger drops it when it ends: it is seen before time goes fast. */
const BY_TASK_ALONE: readonly string[] = ["reset-password", "reapply-addresses"];
/** With two snapshots; behind a shared address, with a port mapping; Windows. */
const [HOST, SHARED, WINDOWS, OFF] = ["101", "106", "105", "109"];

const key = () => crypto.randomUUID();
const notesIn = async ({ operation }: ActionResult) => {
  const row = await readOperation(operation?.id ?? "");
  return row && notesOf(row);
};
const PASSWORD = "Canary-Pass-4417-zq";

vi.stubEnv("CONSOLE_HOSTS", "198.51.100.2:8001");
const { simulator } = useSimulatedHosts({
  OPERATION_LIMIT_SECONDS: "20",
  OPERATION_RESTORE_LIMIT_SECONDS: "20",
  // A forced restart is seen by nothing but that the host runs.
  OPERATION_RESTART_SETTLE_SECONDS: "0.5",
});
const speak = (dialect: string) => simulator().control.setSettings({ dialect: dialectOf(dialect) });

describe.each(["", "stranger", "stranger,console=time,host=ip,empty=brackets"])(
  "on a master of the dialect '%s'",
  (dialect) => {
    beforeEach(async () => {
      await speak(dialect);
      await simulator().control.setClock({ speed: SPEED });
      await simulator().control.setHost(SHARED, { portmap: 5, bindingDomain: 5 });
      await syncFleet();
      await learnMaster();
    });

    const firstSnapshot = async () => {
      const lists = await readSnapshots((await hostOfAnn(HOST)).vmId, { priority: "open-host" });
      return lists.ok ? (lists.value.snapshots.find(({ listed }) => listed)?.name ?? "") : "";
    };
    const named = async () => ({ snapshot: await firstSnapshot(), typedName: "web01" });
    const ruleOf = async (nattype: string) =>
      (await simulator().control.rules(SHARED)).find((rule) => rule.nattype === nattype)?.id ?? "";

    const CASES: [string, string, () => Promise<ActionResult>][] = [
      ["start", "start", async () => powerCommands.start.run(await hostOfAnn(OFF), {}, key(), ann)],
      ...(["stop", "restart", "force-stop", "force-restart"] as const).map(
        (kind): [string, string, () => Promise<ActionResult>] => [
          kind,
          kind,
          async () => powerCommands[kind].run(await hostOfAnn(HOST), {}, key(), ann),
        ],
      ),
      [
        "reset-password",
        "reset-password",
        async () => resetPassword.run(await hostOfAnn(HOST), { password: PASSWORD, user: "" }, key(), ann),
      ],
      [
        "change-remote-port",
        "set-remote-port",
        async () =>
          changeRemotePort.run(await hostOfAnn(WINDOWS), { choice: "chosen", port: "33890" }, key(), ann),
      ],
      [
        "reapply-addresses",
        "reapply-addresses",
        async () => reapplyAddresses.run(await hostOfAnn(HOST), {}, key(), ann),
      ],
      [
        "add-port",
        "add-port",
        async () => addPort.run(await hostOfAnn(SHARED), { port: "8080" }, key(), ann),
      ],
      [
        "remove-port",
        "remove-port",
        async () => removePort.run(await hostOfAnn(SHARED), { mappingId: await ruleOf("1") }, key(), ann),
      ],
      [
        "bind-domain",
        "bind-domain",
        async () =>
          bindDomain.run(await hostOfAnn(SHARED), { domain: "own.example", port: "80" }, key(), ann),
      ],
      [
        "unbind-domain",
        "unbind-domain",
        async () => {
          const { id } = await simulator().control.addRule({ vmid: SHARED, domainname: "gone.example" });
          return unbindDomain.run(await hostOfAnn(SHARED), { mappingId: id }, key(), ann);
        },
      ],
      [
        "delete-snapshot",
        "delete-snapshot",
        async () => deleteSnapshot.run(await hostOfAnn(HOST), await named(), key(), ann),
      ],
      [
        "create-snapshot",
        "create-snapshot",
        async () => {
          await ended(await deleteSnapshot.run(await hostOfAnn(HOST), await named(), key(), ann));
          return createSnapshot.run(await hostOfAnn(HOST), { note: "" }, key(), ann);
        },
      ],
      [
        "restore-snapshot",
        "restore-snapshot",
        async () => restoreSnapshot.run(await hostOfAnn(HOST), await named(), key(), ann),
      ],
      [
        "mount-medium",
        "change-medium",
        async () => mountMedium.run(await hostOfAnn(HOST), { medium: "31" }, key(), ann),
      ],
      [
        "eject-medium",
        "change-medium",
        async () => {
          await simulator().control.setHost(HOST, { cdid: "31" });
          await syncFleet();
          return ejectMedium.run(await hostOfAnn(HOST), {}, key(), ann);
        },
      ],
      [
        "reinstall",
        "reinstall",
        async () => {
          const asked = { image: "12", disks: "system", password: "", typedName: "web01" } as const;
          return reinstall.run(await hostOfAnn(HOST), asked, key(), ann);
        },
      ],
      [
        "end-console",
        "console-logout",
        async () => {
          const viewer = await signedIn();
          await ended(await open(viewer, key(), HOST));
          return endConsole.run(await hostOfAnn(HOST), {}, key(), viewer);
        },
      ],
    ];

    it.each(CASES)("%s is sent and confirmed", async (kind, effect, perform) => {
      const byTask = BY_TASK_ALONE.includes(kind);
      await simulator().control.setClock({ speed: byTask ? 1 : SPEED });
      const result = await perform();
      expect(result).toMatchObject({ ok: true, operation: { kind } });
      if (byTask) {
        await vi.waitFor(async () => expect(await notesIn(result)).toMatchObject({ underWay: true }), 5_000);
        await simulator().control.setClock({ speed: SPEED });
      }
      expect(await ended(result)).toMatchObject({ kind, outcome: "done" });
      const { effects } = await simulator().control.journal();
      expect(effects.map((one) => one.kind)).toContain(effect);
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
