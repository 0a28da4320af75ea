import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { signedCall, signedText } from "../signed-call";
import { startSimulator } from "../start";
import type { FaultRule } from "./fault-rules";

const simulator = await startSimulator();
const { url, control } = simulator;
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const state = (vmid = "101") => signedText(url, "vm_state", { vmid });
const list = (userid = "10002") => signedText(url, "hyper", { userid });
const effects = async () => (await control.journal()).effects.map(({ kind }) => kind);
const fault = (rule: FaultRule) => control.addFault(rule);

/** Sends a start and hangs up once the master has written it down: some faults never answer. */
async function startAndLeave(): Promise<void> {
  const caller = new AbortController();
  const call = signedCall(url, "vm_start", { vmid: "109" }, { signal: caller.signal }).catch(() => null);
  await vi.waitFor(async () => expect((await control.journal()).calls.length).toBe(1), { timeout: 15_000 });
  caller.abort();
  await call;
}

async function bytes(action: string, params: Record<string, string>): Promise<Buffer> {
  return Buffer.from(await (await signedCall(url, action, params)).arrayBuffer());
}

describe("which calls a rule strikes", () => {
  it("by action, host and parameters", async () => {
    await fault({ kind: "bare-refusal", match: { action: ["vm_state", "vm_exinfo"], vmid: "101" } });
    await fault({ kind: "bare-refusal", match: { action: "hyper", params: { userid: "10002" } } });
    expect(await state("101")).toBe("-1");
    expect(await state("102")).toMatch(/^running/);
    expect(await list("10002")).toBe("-1");
    expect(await list("10001")).toMatch(/^\[/);
  });

  it("the nth alone, so many times, and not once it was taken away", async () => {
    await fault({ kind: "bare-refusal", match: { action: "vm_state" }, nth: 2 });
    expect([await state(), await state(), await state()].map((text) => text === "-1")).toEqual([
      false,
      true,
      false,
    ]);
    const { id } = await fault({ kind: "bare-refusal", match: { action: "hyper" }, count: 1 });
    expect([await list(), await list()].map((text) => text === "-1")).toEqual([true, false]);
    expect((await control.faults()).find((rule) => rule.id === id)).toMatchObject({ matched: 2, struck: 1 });
    await control.removeFaults();
    expect(await control.faults()).toEqual([]);
  });

  it("by chance, the same for the same seed", async () => {
    const draw = async () => {
      await control.reset({ seed: 7 });
      await fault({ kind: "bare-refusal", probability: 0.5 });
      const answers = [];
      for (let n = 0; n < 20; n++) answers.push((await state()) === "-1");
      return answers;
    };
    const first = await draw();
    expect(new Set(first)).toEqual(new Set([true, false]));
    expect(await draw()).toEqual(first);
  });

  it("refuses a kind or a field that does not exist", async () => {
    await expect(control.addFault({ kind: "earthquake" as "reset" })).rejects.toThrow("earthquake");
    await expect(control.addFault({ kind: "empty", times: 1 } as FaultRule)).rejects.toThrow("times");
    await expect(control.addFault({ kind: "empty", match: { id: "1" } as object })).rejects.toThrow("id");
  });
});

describe("was the work done", () => {
  it.each(["reset", "silence", "empty", "bare-refusal", "truncated", "http-status"] as const)(
    "%s strikes before the work, or after it",
    async (kind) => {
      await fault({ kind, when: "before", count: 1 });
      await startAndLeave();
      expect(await effects()).toEqual([]);
      await control.clearJournal();
      await fault({ kind, when: "after", count: 1 });
      await startAndLeave();
      expect(await effects()).toEqual(["start"]);
    },
  );

  it("a delay before the work does it after the caller has gone", async () => {
    await fault({ kind: "delay", when: "before", delayMs: 200 });
    const caller = new AbortController();
    const call = signedCall(url, "vm_start", { vmid: "109" }, { signal: caller.signal });
    await vi.waitFor(async () => expect(await control.faults()).toMatchObject([{ struck: 1 }]), {
      timeout: 15_000,
    });
    caller.abort();
    await expect(call).rejects.toThrow();
    expect(await effects()).toEqual([]);
    await vi.waitFor(async () => expect(await effects()).toEqual(["start"]), { timeout: 15_000 });
  });

  it("silence ends with its rule: who still waits is answered", async () => {
    const { id } = await fault({ kind: "silence", match: { action: "vm_state" } });
    const [first, second] = [state(), state()];
    await vi.waitFor(async () => expect(await control.faults()).toMatchObject([{ struck: 2 }]), {
      timeout: 15_000,
    });
    await control.removeFaults(id);
    expect(await first).toMatch(/^running/);
    expect(await second).toMatch(/^running/);
    await fault({ kind: "silence", match: { action: "vm_state" } });
    const third = state();
    await vi.waitFor(async () => expect(await control.faults()).toMatchObject([{ struck: 1 }]), {
      timeout: 15_000,
    });
    await control.reset();
    expect(await third).toMatch(/^running/);
  });

  it("writes the rules that struck into the journal", async () => {
    const { id } = await fault({ kind: "empty", match: { action: "vm_state" } });
    await state();
    expect((await control.journal({ action: "vm_state" })).calls).toMatchObject([
      { faults: [`${id}:empty`], worked: true, answer: { status: 200, bytes: 0 } },
    ]);
  });
});

describe("what the answer becomes", () => {
  it("cut off while it is read", async () => {
    await fault({ kind: "reset-mid-body" });
    const response = await signedCall(url, "hyper", { userid: "10002" });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it("byte by byte", async () => {
    await fault({ kind: "slow-body", delayMs: 30 });
    const began = Date.now();
    expect(await signedText(url, "vm_monitor", { vmid: "109", yyyymmdd: "20990101" })).toBe("[]");
    expect(Date.now() - began).toBeGreaterThanOrEqual(50);
  });

  it("half a JSON text, a page, a gateway's error, a redirect", async () => {
    const whole = await list();
    await fault({ kind: "truncated", count: 1 });
    expect(whole.startsWith(await list())).toBe(true);
    await fault({ kind: "html", count: 1 });
    expect(await list()).toMatch(/^<!DOCTYPE html>/);
    await fault({ kind: "http-status", status: 504, count: 1 });
    expect((await signedCall(url, "test")).status).toBe(504);
    await fault({ kind: "redirect", status: 307, location: "http://127.0.0.1:9/", count: 1 });
    const response = await signedCall(url, "test");
    expect([response.status, response.headers.get("location")]).toEqual([307, "http://127.0.0.1:9/"]);
  });

  it("GBK bytes, a BOM, white space, garbage behind", async () => {
    await fault({ kind: "gbk", text: "操作失败", count: 1 });
    expect((await bytes("vm_state", { vmid: "101" })).toString("hex")).toBe("2d317cb2d9d7f7caa7b0dc");
    await fault({ kind: "bom", count: 1 });
    expect((await bytes("test", {})).toString("hex")).toBe("efbbbf30");
    await fault({ kind: "white-space", count: 1 });
    expect((await bytes("test", {})).toString()).toBe(" \r\n0\r\n \r\n");
    await fault({ kind: "trailing-garbage", text: "<!-- x -->", count: 1 });
    expect(await list()).toMatch(/\]<!-- x -->$/);
  });

  it("any body at all, and the wrong shape", async () => {
    await fault({ kind: "body", status: 418, body: "teapot", contentType: "text/plain", count: 1 });
    expect(await (await signedCall(url, "test")).text()).toBe("teapot");
    await fault({ kind: "wrong-shape", count: 1 });
    expect(await list()).toBe("{}");
  });

  it("a huge body and a gzip bomb, as many bytes as asked for", async () => {
    await fault({ kind: "huge-body", bytes: 3_000_000, count: 1 });
    expect((await bytes("hyper", {})).length).toBeGreaterThanOrEqual(3_000_000);
    await fault({ kind: "gzip-bomb", bytes: 3_000_000, count: 1 });
    expect((await bytes("hyper", {})).length).toBeGreaterThanOrEqual(3_000_000);
  });
});

describe("what the rows become", () => {
  const ids = async () => (JSON.parse(await list()) as { id: unknown }[]).map(({ id }) => id);

  it("doubled, missing, someone else's", async () => {
    await fault({ kind: "doubled-rows", vmids: ["202"], count: 1 });
    expect(await ids()).toEqual(["201", "202", "202", "203"]);
    await fault({ kind: "missing-rows", vmids: ["202"], count: 1 });
    expect(await ids()).toEqual(["201", "203"]);
    await fault({ kind: "missing-rows", keep: 0.34, count: 1 });
    expect(await ids()).toEqual(["201"]);
    await fault({ kind: "foreign-rows", vmids: ["101"], count: 1 });
    expect(await ids()).toEqual(["201", "202", "203", "101"]);
  });

  it("numbers, nulls, other names, no such column, the same key twice", async () => {
    const first = async () => JSON.parse(await list())[0];
    await fault({ kind: "numbers", count: 1 });
    expect(await first()).toMatchObject({ id: 201, userid: 10002, cpu: 2, vmname: "shop01" });
    await fault({ kind: "nulls", columns: ["ip"], count: 1 });
    expect(await first()).toMatchObject({ ip: null });
    await fault({ kind: "rename-columns", rename: { userid: "uid" }, count: 1 });
    expect(await first()).toMatchObject({ uid: "10002" });
    await fault({ kind: "drop-columns", columns: ["userid"], count: 1 });
    expect(await first()).not.toHaveProperty("userid");
    await fault({ kind: "drop-columns", columns: ["userid"], vmids: ["203"], count: 1 });
    expect(await first()).toHaveProperty("userid");
    await fault({ kind: "duplicate-keys", columns: ["userid"], value: "10001", count: 1 });
    expect(await list()).toMatch(/"userid":"10002".*"userid":"10001"/);
    await fault({ kind: "duplicate-keys", count: 1 });
    // Details of a state have no id to stand twice.
    expect(await state()).toMatch(/^running\|\{.*"\}$/);
  });

  it("a state word nobody knows, a word without details, details cut short", async () => {
    await fault({ kind: "state-word", count: 1 });
    expect(await state()).toMatch(/^setup running\|\{/);
    await fault({ kind: "bare-state", count: 1 });
    expect(await state()).toBe("running");
    await fault({ kind: "broken-state", count: 1 });
    expect(await state()).toMatch(/^running\|\{"[^}]*$/);
  });
});
