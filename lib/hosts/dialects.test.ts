import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ActionResult } from "@/lib/actions/action-result";
import { dialectOf } from "../simulator/wire/dialect";
import { performChangeRemotePort } from "./access/change-remote-port";
import { performResetPassword } from "./access/reset-password";
import { performEndConsole } from "./console/end-console";
import { open, signedIn } from "./console/testing";
import { ejectMedium, mountMedium } from "./media/media-operations";
import { learnMaster } from "./mirror/learn-master";
import { syncFleet } from "./mirror/sync-fleet";
import { performBindDomain, performUnbindDomain } from "./network/domains";
import { performAddPort, performRemovePort } from "./network/ports";
import { performReapply } from "./network/reapply";
import { performPower } from "./power";
import { performReinstall } from "./reinstall/perform-reinstall";
import { readSnapshots } from "./snapshots/read-snapshots";
import { createSnapshot, deleteSnapshot, restoreSnapshot } from "./snapshots/snapshot-operations";
import { ann } from "./testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

/** Slow enough that each task is seen once at least. */
const SPEED = 40;
/** With two snapshots; behind a shared address, with a port mapping; Windows. */
const [HOST, SHARED, WINDOWS, OFF] = ["101", "106", "105", "109"];

const key = () => crypto.randomUUID();
const PASSWORD = "Canary-Pass-4417-zq";

vi.stubEnv("CONSOLE_HOSTS", "198.51.100.2:8001");
const { simulator } = useSimulatedHosts({
  OPERATION_LIMIT_SECONDS: "20",
  OPERATION_RESTORE_LIMIT_SECONDS: "20",
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
      ["start", "start", async () => performPower(await hostOfAnn(OFF), "start", key(), ann)],
      [
        "reset-password",
        "reset-password",
        async () => performResetPassword(await hostOfAnn(HOST), { password: PASSWORD, user: "" }, key(), ann),
      ],
      [
        "change-remote-port",
        "set-remote-port",
        async () =>
          performChangeRemotePort(await hostOfAnn(WINDOWS), { choice: "chosen", port: "33890" }, key(), ann),
      ],
      [
        "reapply-addresses",
        "reapply-addresses",
        async () => performReapply(await hostOfAnn(HOST), key(), ann),
      ],
      ["add-port", "add-port", async () => performAddPort(await hostOfAnn(SHARED), "8080", key(), ann)],
      [
        "remove-port",
        "remove-port",
        async () => performRemovePort(await hostOfAnn(SHARED), await ruleOf("1"), key(), ann),
      ],
      [
        "bind-domain",
        "bind-domain",
        async () =>
          performBindDomain(await hostOfAnn(SHARED), { domain: "own.example", port: "80" }, key(), ann),
      ],
      [
        "unbind-domain",
        "unbind-domain",
        async () => {
          const { id } = await simulator().control.addRule({ vmid: SHARED, domainname: "gone.example" });
          return performUnbindDomain(await hostOfAnn(SHARED), id, key(), ann);
        },
      ],
      [
        "delete-snapshot",
        "delete-snapshot",
        async () => deleteSnapshot(await hostOfAnn(HOST), key(), ann, await named()),
      ],
      [
        "create-snapshot",
        "create-snapshot",
        async () => {
          await ended(await deleteSnapshot(await hostOfAnn(HOST), key(), ann, await named()));
          return createSnapshot(await hostOfAnn(HOST), key(), ann, { note: "" });
        },
      ],
      [
        "restore-snapshot",
        "restore-snapshot",
        async () => restoreSnapshot(await hostOfAnn(HOST), key(), ann, await named()),
      ],
      [
        "mount-medium",
        "change-medium",
        async () => mountMedium(await hostOfAnn(HOST), key(), ann, { medium: "31" }),
      ],
      [
        "eject-medium",
        "change-medium",
        async () => {
          await simulator().control.setHost(HOST, { cdid: "31" });
          await syncFleet();
          return ejectMedium(await hostOfAnn(HOST), key(), ann);
        },
      ],
      [
        "reinstall",
        "reinstall",
        async () => {
          const asked = { image: "12", disks: "system", password: "", typedName: "web01" } as const;
          return performReinstall(await hostOfAnn(HOST), asked, key(), ann);
        },
      ],
      [
        "end-console",
        "console-logout",
        async () => {
          const viewer = await signedIn();
          await ended(await open(viewer, key(), HOST));
          return performEndConsole(await hostOfAnn(HOST), key(), viewer);
        },
      ],
    ];

    it.each(CASES)("%s is sent and confirmed", async (kind, effect, perform) => {
      const result = await perform();
      expect(result).toMatchObject({ ok: true, operation: { kind } });
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
      for (const remove of [performRemovePort, performUnbindDomain]) {
        const result = await remove(await hostOfAnn(SHARED), id, key(), ann);
        expect(result.ok && result.operation?.outcome).not.toBe("done");
      }
    }
    expect((await simulator().control.rules()).map(({ id }) => id)).toEqual(before);
    const { calls } = await simulator().control.journal();
    expect(calls.filter(({ action }) => action === "vm_portmap" || action === "vm_domain")).toEqual([]);
  });
});
