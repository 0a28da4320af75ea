import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { pendingPasswords } from "@/lib/db/host-schema";
import { hosts, operations } from "@/lib/db/schema";
import { readOperation } from "@/lib/operations/read-ledger";
import { ended, hostOfAnn, operationsOf, useSimulatedHosts } from "../testing/on-simulator";
import { takePassword } from "./pending-password";
import { setWaiting, startPasswordSetter } from "./set-password";
import { reinstallViewOf } from "./show-reinstall";
import { onMaster, REINSTALLED, reinstall, stepsOf } from "./testing/reinstalled";

/** No limit ends anything here, however slow the machine is: where one is to be over, the time is put back. */
const { simulator } = useSimulatedHosts({
  OPERATION_LIMIT_SECONDS: "600",
  OPERATION_REINSTALL_LIMIT_SECONDS: "600",
});
const { calls, effects } = onMaster(simulator);

const ON = "101";
/** Not the one that the next test opens: the panel remembers the other owner for a while. */
const HANDED_OVER = "111";
const PASSWORD = "kF7mq-Wd2xP-9sTbR";
const SHA = createHash("sha256").update(PASSWORD).digest("hex");

/** As if the password had been sent an hour ago; waits until it was. */
const sentLongAgo = (operationId: string) =>
  vi.waitFor(
    async () => {
      const sent = await database()
        .update(pendingPasswords)
        .set({ sentAt: sql`now() - interval '1 hour'` })
        .where(
          sql`${eq(pendingPasswords.operationId, operationId)} and ${eq(pendingPasswords.state, "sent")}`,
        )
        .returning();
      expect(sent).toHaveLength(1);
    },
    { timeout: 15_000 },
  );

describe("the new password", () => {
  let stop: () => void = () => {};
  const setter = () => {
    stop = startPasswordSetter();
  };
  beforeEach(() => simulator().control.setSettings({ timings: { passwordStepMs: 1_000 } }));
  afterEach(async () => {
    stop();
    await simulator().control.setSettings({ dialect: { tasks: "kept" } });
  });

  const waits = async () => (await database().select().from(pendingPasswords))[0];
  /** The set-up is over, and the password's turn has come. */
  const ready = (id: string) =>
    vi.waitFor(
      async () => expect((await readOperation(id))?.notes).toMatchObject({ readyAt: expect.any(String) }),
      { timeout: 15_000 },
    );
  const PASSWORD_SET = {
    kind: "reset-password",
    vmid: ON,
    detail: { passwordSha256: SHA, madeUser: "no", vmuser: "" },
  };

  it("is set once the host runs again, once, and kept nowhere after", async () => {
    setter();
    const result = await reinstall(ON, { password: PASSWORD });
    const row = await ended(result);
    expect(row).toMatchObject({ outcome: "done", evidence: { password: "set" } });
    expect(stepsOf(row).slice(-2)).toEqual(["password", "done"]);
    expect(await effects()).toEqual([REINSTALLED, PASSWORD_SET]);
    await setWaiting();
    expect(await waits()).toBeUndefined();
    expect(JSON.stringify(await database().select().from(operations))).not.toContain(PASSWORD);
  });

  it("waits encrypted, in no row in clear, and is tried by nobody before its time", async () => {
    await simulator().control.setClock({ speed: 0 });
    const result = await reinstall(ON, { password: PASSWORD });
    const pending = await waits();
    expect(pending).toMatchObject({ state: "waiting", sealed: expect.stringMatching(/^1\./) });
    expect(JSON.stringify([pending, await operationsOf(ON)])).not.toContain(PASSWORD);
    await setWaiting();
    expect(await calls("vm_resetps")).toEqual([]);
    await simulator().control.setClock({ speed: 1_000 });
    setter();
    await ended(result);
  });

  it("outlives a panel that was killed while the set-up went on", async () => {
    const result = await reinstall(ON, { password: PASSWORD });
    await ready(result.operation?.id ?? "");
    // Only now a panel comes up that could set it.
    setter();
    expect(await ended(result)).toMatchObject({ outcome: "done", evidence: { password: "set" } });
    expect(await calls("vm_resetps")).toHaveLength(1);
  });

  it("is not sent again after a panel was killed while sending it, and is unconfirmed", async () => {
    const result = await reinstall(ON, { password: PASSWORD });
    await ready(result.operation?.id ?? "");
    expect(await takePassword(result.operation?.id ?? "", { tasksBefore: [] })).toBe(PASSWORD);
    setter();
    await sentLongAgo(result.operation?.id ?? "");
    const row = await ended(result);
    expect(row).toMatchObject({ outcome: "done", evidence: { password: "unconfirmed" } });
    expect(stepsOf(row).at(-1)).toBe("password");
    expect(await calls("vm_resetps")).toEqual([]);
  });

  it("is sent once, however many instances look at once", async () => {
    const result = await reinstall(ON, { password: PASSWORD });
    await ready(result.operation?.id ?? "");
    await Promise.all(Array.from({ length: 20 }, () => setWaiting()));
    expect((await ended(result)).evidence).toMatchObject({ password: "set" });
    expect(await calls("vm_resetps")).toHaveLength(1);
  });

  it("whose answer was lost is settled by its task, and not sent again", async () => {
    setter();
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_resetps" }, when: "after" });
    expect((await ended(await reinstall(ON, { password: PASSWORD }))).evidence).toMatchObject({
      password: "set",
    });
    await simulator().control.removeFaults();
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_resetps" }, when: "before" });
    const lost = await reinstall(ON, { password: PASSWORD });
    await sentLongAgo(lost.operation?.id ?? "");
    expect((await ended(lost)).evidence).toMatchObject({ password: "unconfirmed" });
    expect(await calls("vm_resetps")).toHaveLength(2);
  });

  it("is not taken for set by an older task, where the tasks came empty when it was sent", async () => {
    setter();
    await ended(await reinstall(ON, { password: PASSWORD }));
    stop();
    const result = await reinstall(ON, { password: PASSWORD });
    await ready(result.operation?.id ?? "");
    await simulator().control.addFault({ kind: "empty", match: { action: "hypertask" } });
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_resetps" }, when: "before" });
    await setWaiting();
    await simulator().control.removeFaults();
    await sentLongAgo(result.operation?.id ?? "");
    expect((await ended(result)).evidence).toMatchObject({ password: "unconfirmed" });
  });

  it("is set once its task is over, on a master that lists finished tasks no more", async () => {
    // Slow enough for each task to be seen while it goes.
    await simulator().control.setClock({ speed: 20 });
    await simulator().control.setSettings({
      dialect: { tasks: "gone" },
      timings: { passwordStepMs: 20_000 },
    });
    setter();
    const result = await reinstall(ON, { password: PASSWORD });
    expect((await ended(result)).evidence).toMatchObject({ password: "set" });
  });

  it.each([
    ["too plain", "too plain"],
    ["database is gone | code=5", null],
  ])("that the master refuses with %j leaves the reinstall done, and shows %j", async (text, message) => {
    setter();
    await simulator().control.addFault({ kind: "refuse", match: { action: "vm_resetps" }, text });
    const row = await ended(await reinstall(ON, { password: PASSWORD }));
    expect(row).toMatchObject({ outcome: "done", evidence: { password: "refused", message: text } });
    expect((await reinstallViewOf(await hostOfAnn(ON))).last).toMatchObject({ password: "refused", message });
  });

  it("is never set on a host that has another owner by then", async () => {
    const result = await reinstall(HANDED_OVER, { password: PASSWORD });
    await ready(result.operation?.id ?? "");
    await simulator().control.setHost(HANDED_OVER, { userid: "10002" });
    await setWaiting();
    expect(await waits()).toMatchObject({ state: "not-sent", sealed: null });
    expect(await calls("vm_resetps")).toEqual([]);
  });

  it("goes on waiting while RStack can't be asked whether the host is still there", async () => {
    const result = await reinstall(ON, { password: PASSWORD });
    await ready(result.operation?.id ?? "");
    await database().update(hosts).set({ goneAt: new Date() }).where(eq(hosts.vmId, ON));
    await simulator().control.addFault({ kind: "http-status", match: { action: "hyper" } });
    await setWaiting();
    expect(await waits()).toMatchObject({ state: "waiting", sealed: expect.stringMatching(/^1\./) });
    expect(await calls("vm_resetps")).toEqual([]);
  });
});
