import { describe, expect, it, vi } from "vitest";
import { endSession } from "@/lib/accounts/sessions/end-sessions";
import type { ActionResult } from "@/lib/action-result";
import { openHost } from "../owned-host";
import { hostOfAnn, operationsOf } from "../testing/on-simulator";
import type { HandOff } from "./console-view";
import { ID, open, rows, signedIn, useConsoles } from "./testing";

const { simulator, did, calls, strike } = useConsoles();

type Opened = ActionResult<{ handOff: HandOff }>;
const handedOver = (result: Opened) => (result.ok ? (result.handOff ?? null) : null);
const tokenIn = (result: Opened) => handedOver(result)?.fields.find(([name]) => name === "vnctoken")?.[1];
const enabled = () =>
  vi.waitFor(async () => expect(await calls("enable")).toBe(1), { timeout: 10_000, interval: 10 });
/** The token isn't told until time goes on. */
const standStill = () => simulator().control.setClock({ speed: 0 });

describe("opening a console", () => {
  it("enables it, waits for the token, and hands it to this one answer", async () => {
    const viewer = await signedIn();
    const result = await open(viewer);
    const { token } = await simulator().control.console(ID);
    expect(handedOver(result)).toMatchObject({
      method: "post",
      action: "http://198.51.100.2:8001/",
      expiresAt: expect.stringMatching(/Z$/),
    });
    expect(tokenIn(result)).toBe(token);
    expect(await did()).toEqual(["console-enable"]);
    expect(await operationsOf(ID)).toMatchObject([{ kind: "open-console", outcome: "done" }]);
    expect(await rows()).toMatchObject([{ vmId: ID, sessionId: viewer.sessionId, endedAt: null }]);
    const kept = JSON.stringify([await operationsOf(ID), await rows()]);
    expect(kept).not.toContain("canary-vnctoken");
  });

  it("gives a new token each time, and none to the same form sent again", async () => {
    const viewer = await signedIn();
    const first = tokenIn(await open(viewer, "form-one"));
    expect(handedOver(await open(viewer, "form-one"))).toBeNull();
    const second = tokenIn(await open(viewer, "form-two"));
    expect(second).toMatch(/^canary-vnctoken-/);
    expect(second).not.toBe(first);
    expect(await did()).toEqual(["console-enable", "console-enable"]);
  });

  it("blocks no other operation on the host, and is blocked by none", async () => {
    const viewer = await signedIn();
    await simulator().control.setClock({ speed: 1 });
    const { powerCommands } = await import("../power/power-commands");
    await powerCommands.restart.run(await hostOfAnn(ID), {}, crypto.randomUUID(), viewer);
    await simulator().control.setHost(ID, { power: "running" });
    expect((await open(viewer)).ok).toBe(true);
  });

  it("sends nothing for a host that is off or suspended, or whose node isn't allowed", async () => {
    const viewer = await signedIn();
    expect(await open(viewer, undefined, "109")).toMatchObject({
      code: "not-possible",
      reason: "not-running",
    });
    expect(await open(viewer, undefined, "108")).toMatchObject({ code: "not-possible", reason: "suspended" });
    for (const consoleServer of [
      "http://198.51.100.2:22",
      "javascript:alert(1)",
      "http://evil.example:8001",
      "http://169.254.169.254",
    ]) {
      await simulator().control.setSettings({ consoleServer });
      expect(await open(viewer)).toMatchObject({ code: "not-possible", reason: "not-offered" });
    }
    expect(await calls("enable")).toBe(0);
    expect(await rows()).toEqual([]);
  });

  it("ends it at once when the token comes with another server", async () => {
    const viewer = await signedIn();
    await simulator().control.addFault({
      kind: "body",
      body: "0",
      match: { action: "vm_console", params: { subvaction: "enable" } },
    });
    await standStill();
    const state = { vncserver: "http://evil.example:8001", vnctoken: "canary-vnctoken-x", state: "enabled" };
    const asked = open(viewer);
    await enabled();
    await simulator().control.addFault({
      kind: "body",
      body: JSON.stringify(state),
      match: { action: "vm_console", params: { subvaction: "state" } },
    });
    expect(await asked).toMatchObject({ ok: false, reason: "not-offered" });
    expect(await calls("logout")).toBe(1);
  });

  it("tells a refusal, and hands over a console that was opened in spite of it", async () => {
    const viewer = await signedIn();
    await strike("enable", { kind: "refuse", when: "before" });
    expect(await open(viewer)).toMatchObject({
      code: "refused",
      operation: { refusal: "no console today 7" },
    });
    expect(await rows()).toMatchObject([{ endReason: "not-opened" }]);
  });

  it("hands over what was opened after a lost answer, and says so when nothing was", async () => {
    const viewer = await signedIn();
    await strike("enable", { kind: "reset", when: "after" });
    expect(tokenIn(await open(viewer))).toBe((await simulator().control.console(ID)).token);
    expect(await operationsOf(ID)).toMatchObject([{ outcome: "done" }]);
  });

  it("ends the console when the session ended meanwhile", async () => {
    const viewer = await signedIn();
    await standStill();
    const asked = open(viewer);
    await enabled();
    await endSession(viewer.sessionId, "signed-out");
    await simulator().control.setClock({ speed: 1_000 });
    expect(await asked).toMatchObject({ ok: false, code: "signed-out" });
    expect((await did()).at(-1)).toBe("console-logout");
  });

  it("ends the console when the host changed hands meanwhile", async () => {
    const viewer = await signedIn();
    await standStill();
    const asked = open(viewer);
    await enabled();
    await simulator().control.setHost(ID, { userid: "10002" });
    await simulator().control.setClock({ speed: 1_000 });
    expect(await asked).toEqual({ ok: false, code: "not-found" });
    expect((await did()).at(-1)).toBe("console-logout");
  });

  it("asks for no more than 20 tokens in ten minutes", async () => {
    const viewer = await signedIn();
    await simulator().control.addFault({
      kind: "refuse",
      when: "before",
      match: { params: { subvaction: "enable" } },
      text: "",
    });
    const results = await Promise.all(Array.from({ length: 24 }, () => open(viewer, undefined, "102")));
    expect(results.filter((result) => !result.ok && result.code === "too-many")).toHaveLength(4);
    expect(await calls("enable")).toBe(20);
  });
});

it("lets nobody else open or end a console", async () => {
  const viewer = await signedIn();
  expect(await openHost(viewer, "201")).toBeNull();
});
