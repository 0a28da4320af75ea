import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endSession } from "@/lib/accounts/sessions/end-sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { newViewer } from "@/lib/accounts/testing/new-account";
import { database } from "@/lib/db/connection";
import { rescues } from "@/lib/db/schedule-schema";
import { HOST_COMMANDS } from "@/lib/hosts/commands";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { openHost } from "@/lib/hosts/owned-host";
import type { RescueAim, RescueView } from "@/lib/hosts/rescue/rescue-view";
import { beginRescue, claimRescues, rescueViewOf } from "@/lib/hosts/rescue/rescues";
import { operationsOf, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { changeSettings } from "@/lib/provider/settings";
import { parseUserId } from "@/lib/rstack/ids";
import { startRescues } from "./run-rescues";

const { simulator } = useSimulatedHosts({ OPERATION_RESTART_SETTLE_SECONDS: "0.5" });
const PATIENCE = { timeout: 25_000, interval: 100 };
/** On a node that has the disc 34, running and off; on one that hasn't. */
const [ON, OFF, ELSEWHERE] = ["101", "109", "103"];
const DISC = { id: "34", name: "Rescue system", fileName: "rescue.iso" };

let ann: Viewer;
let stop: () => void;
beforeEach(async () => {
  await database().delete(rescues);
  await changeSettings({ rescueDisc: DISC }, "Rosa");
  ann = await newViewer("customer");
  const owner = parseUserId("10001");
  if (!owner) throw new Error("no customer");
  await syncOwner(owner, "command");
  await simulator().control.clearJournal();
  stop = startRescues();
});
afterEach(() => stop());

async function hostOf(vmId: string) {
  const owned = await openHost(ann, vmId);
  if (!owned) throw new Error(`${vmId} is not theirs`);
  return owned;
}
const begin = async (vmId: string, aim: RescueAim, formKey: string = crypto.randomUUID()) =>
  beginRescue(await hostOf(vmId), ann, { aim, formKey });
const view = async (vmId: string) => rescueViewOf(await hostOf(vmId));
const over = (vmId: string): Promise<RescueView | null> =>
  vi.waitFor(async () => {
    const now = await view(vmId);
    if (now?.progress === "going") throw new Error(`in ${now.phase}`);
    return now;
  }, PATIENCE);
const effects = async () => (await simulator().control.journal()).effects.map(({ kind }) => kind);
const rows = async (vmId: string) =>
  (await operationsOf(vmId)).filter(({ accountId }) => accountId === ann.accountId);

describe("a rescue", () => {
  it("mounts the disc, restarts the host, and gives both back: each step is a row of the ledger", async () => {
    expect(await begin(ON, "begin")).toEqual({ ok: true });
    expect(await over(ON)).toMatchObject({ aim: "begin", progress: "done" });
    expect(await begin(ON, "end")).toEqual({ ok: true });
    expect(await over(ON)).toBeNull();
    const kinds = ["mount-medium", "restart", "eject-medium", "restart"];
    expect((await rows(ON)).map(({ kind, outcome }) => [kind, outcome])).toEqual(
      kinds.map((kind) => [kind, "done"]),
    );
    const discs = (await simulator().control.journal({ action: "vm_cd_manage" })).calls
      .filter(({ params }) => params.subvaction === "change")
      .map(({ params }) => params.cdid);
    expect(discs).toEqual(["34", "-1"]);
  });

  it("starts a host that is off, and leaves one off when it ends", async () => {
    await begin(OFF, "begin");
    expect(await over(OFF)).toMatchObject({ progress: "done" });
    expect((await rows(OFF)).map(({ kind }) => kind)).toEqual(["mount-medium", "start"]);
    const off = await HOST_COMMANDS["force-stop"].run(await hostOf(OFF), {}, crypto.randomUUID(), ann);
    await vi.waitFor(async () => {
      expect((await rows(OFF)).find(({ id }) => id === off.operation?.id)?.outcome).toBe("done");
    }, PATIENCE);
    await begin(OFF, "end");
    expect(await over(OFF)).toBeNull();
    expect((await rows(OFF)).at(-1)).toMatchObject({ kind: "eject-medium", outcome: "done" });
  });

  it("stops where the disc isn't seen to be mounted, and restarts nothing", async () => {
    await simulator().control.addFault({
      kind: "refuse",
      when: "before",
      match: { action: "vm_cd_manage", params: { subvaction: "change" } },
      text: "drive in use",
    });
    await begin(ON, "begin");
    expect(await over(ON)).toEqual({
      aim: "begin",
      phase: "drive",
      progress: "stopped",
      kind: "mount-medium",
      reason: "refused",
    });
    expect(await effects()).toEqual([]);
    expect((await rows(ON)).map(({ kind }) => kind)).toEqual(["mount-medium"]);
  });

  it("stops in its second step, and says that the disc is mounted", async () => {
    await simulator().control.addFault({
      kind: "refuse",
      when: "before",
      match: { action: "vm_restart" },
      text: "no",
    });
    await begin(ON, "begin");
    expect(await over(ON)).toMatchObject({ phase: "power", progress: "stopped", kind: "restart" });
    // Once more: the disc is there already, so it goes on with the power.
    await simulator().control.removeFaults();
    await begin(ON, "begin");
    expect(await over(ON)).toMatchObject({ progress: "done" });
    const mounts = (await effects()).filter((kind) => kind === "mount-medium");
    expect(mounts.length).toBeLessThanOrEqual(1);
  });

  it("follows a person's Force restart in place of a restart that isn't listened to", async () => {
    await simulator().control.addFault({ kind: "nothing-happened", match: { action: "vm_restart" } });
    await begin(ON, "begin");
    await vi.waitFor(async () => {
      expect((await rows(ON)).at(-1)).toMatchObject({ kind: "restart", acceptedAt: expect.any(Date) });
    }, PATIENCE);
    await HOST_COMMANDS["force-restart"].run(await hostOf(ON), {}, crypto.randomUUID(), ann);
    expect(await over(ON)).toMatchObject({ progress: "done" });
  });

  it("sends nothing more once whoever pressed is signed out", async () => {
    stop();
    await begin(ON, "begin");
    await endSession(ann.sessionId, "signed-out");
    stop = startRescues();
    expect(
      await vi.waitFor(async () => {
        const [row] = await database().select().from(rescues);
        if (!row?.endedAt) throw new Error("it goes on");
        return row.reason;
      }, PATIENCE),
    ).toBe("signed-out");
    expect(await effects()).toEqual([]);
  });
});

it("begins one at a time, once for one form, and with a disc that the master lists for this host alone", async () => {
  stop();
  const key = crypto.randomUUID();
  expect(await begin(ON, "begin", key)).toEqual({ ok: true });
  expect(await begin(ON, "begin", key)).toEqual({ ok: true });
  expect(await begin(ON, "begin")).toEqual({ ok: false, why: "going-on" });
  expect(await begin(ELSEWHERE, "begin")).toEqual({ ok: false, why: "not-listed" });
  await changeSettings({ rescueDisc: null }, "Rosa");
  expect(await begin(OFF, "begin")).toEqual({ ok: false, why: "no-disc" });
  expect(await database().$count(rescues)).toBe(1);
});

it("takes one rescue of an account at a time, so that another's waits for none of its others", async () => {
  stop();
  const [first, second] = [ON, OFF];
  for (const vmId of [first, second, "102", "104"]) expect(await begin(vmId, "end")).toEqual({ ok: true });
  const [{ id } = { id: "" }] = await database()
    .select({ id: rescues.id })
    .from(rescues)
    .where(eq(rescues.vmId, "104"));
  const other = crypto.randomUUID();
  await database().update(rescues).set({ accountId: other }).where(eq(rescues.id, id));
  const claimed = async (most: number) =>
    (await claimRescues(most)).map(({ rescue }) => [rescue.accountId, rescue.vmId]).sort();
  expect(await claimed(4)).toEqual(
    [
      [ann.accountId, first],
      [other, "104"],
    ].sort(),
  );
  // While that one is worked on there is none for the account, in no instance.
  expect(await claimed(4)).toEqual([]);
  await database()
    .update(rescues)
    .set({ endedAt: new Date(), claimedBy: null, claimedUntil: null })
    .where(eq(rescues.vmId, first ?? ""));
  expect(await claimed(4)).toEqual([[ann.accountId, second]]);
});

it("takes the same key with the other aim for another rescue", async () => {
  stop();
  const key = crypto.randomUUID();
  expect(await begin(ON, "begin", key)).toEqual({ ok: true });
  expect(await begin(ON, "end", key)).toEqual({ ok: false, why: "going-on" });
  await database().update(rescues).set({ endedAt: new Date() });
  expect(await begin(ON, "end", key)).toEqual({ ok: true });
  expect((await database().select().from(rescues)).map(({ aim }) => aim).sort()).toEqual(["begin", "end"]);
});
