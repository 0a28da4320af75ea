import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createSession, endSession, proveSession } from "@/lib/accounts/sessions";
import type { Viewer } from "@/lib/accounts/viewer";
import { allowChanges, endView, startView } from "@/lib/accounts/views";
import type { ActionResult } from "@/lib/actions/action-result";
import { database } from "@/lib/db/connection";
import { consoles } from "@/lib/db/host-schema";
import { accounts, operations, rateLimits, tenancies } from "@/lib/db/schema";
import { ALL_ACTIVITY } from "../activity/activity-filter";
import { readActivity } from "../activity/read-activity";
import { openHost } from "../owned-host";
import { endOf, hostOfAnn, operationsOf, useSimulatedHosts } from "../testing/on-simulator";
import { performEndConsole } from "./end-console";
import { endDueConsoles } from "./end-due";
import { performOpenConsole } from "./open-console";
import { consoleViewOf } from "./show-console";

vi.stubEnv("CONSOLE_HOSTS", "198.51.100.2:8001");
const { simulator } = useSimulatedHosts();
const ID = "101";

async function signedIn(role: "customer" | "admin" = "customer"): Promise<Viewer> {
  const name = crypto.randomUUID();
  const [account] = await database()
    .insert(accounts)
    .values({
      username: name,
      usernameKey: name,
      role,
      userId: role === "customer" ? "10001" : null,
      rstackStatus: role === "customer" ? "active" : "unconfirmed",
    })
    .returning();
  const { sessionId } = await createSession(
    { id: account?.id ?? "", role },
    { userAgent: null, address: null },
  );
  return provenAs(sessionId);
}

async function provenAs(sessionId: string): Promise<Viewer> {
  const viewer = await proveSession(sessionId);
  if (!viewer) throw new Error("the session is not live");
  return viewer;
}

const open = async (viewer: Viewer, key: string = crypto.randomUUID(), id = ID) =>
  performOpenConsole(await hostOfAnn(id), key, viewer);
const handedOver = (result: ActionResult) => (result.ok ? (result.handOff ?? null) : null);
const tokenIn = (result: ActionResult) =>
  handedOver(result)?.fields.find(([name]) => name === "vnctoken")?.[1];
const did = async () => (await simulator().control.journal()).effects.map(({ kind }) => kind);
const calls = async (subvaction: string) =>
  (await simulator().control.journal()).calls.filter(({ params }) => params.subvaction === subvaction).length;
const enabled = () =>
  vi.waitFor(async () => expect(await calls("enable")).toBe(1), { timeout: 10_000, interval: 10 });
const rows = () => database().select().from(consoles);
const activity = async (viewer: Viewer) => {
  const [row] = await rows();
  return (await readActivity({ tenancyId: row?.tenancyId ?? "" }, ALL_ACTIVITY, viewer)).entries;
};
const strike = (
  subvaction: string,
  fault: { kind: "reset" | "refuse" | "effect-but-refused"; when?: "before" | "after" },
) =>
  simulator().control.addFault({
    ...fault,
    match: { action: "vm_console", params: { subvaction } },
    text: "no console today 7",
  });

beforeEach(async () => {
  await database().delete(consoles);
  await database().delete(operations);
  await database().delete(rateLimits);
});
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

  it("holds the host against no other operation, and is held up by none", async () => {
    const viewer = await signedIn();
    await simulator().control.setClock({ speed: 1 });
    const { performPower } = await import("../power");
    await performPower(await hostOfAnn(ID), "restart", crypto.randomUUID(), viewer);
    await simulator().control.setHost(ID, { power: "running" });
    expect((await open(viewer)).ok).toBe(true);
  });

  it("asks nothing of a host that is off, suspended, or whose node isn't allowed", async () => {
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
      expect(await consoleViewOf(await hostOfAnn(ID))).toMatchObject({ ready: "not-offered", server: null });
    }
    expect(await calls("enable")).toBe(0);
    expect(await rows()).toEqual([]);
  });

  it("ends it at once where the server that comes with the token is another", async () => {
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

  it("says a refusal, and hands over what was opened in spite of one", async () => {
    const viewer = await signedIn();
    await strike("enable", { kind: "refuse", when: "before" });
    expect(await open(viewer)).toMatchObject({
      code: "refused",
      operation: { refusal: "no console today 7" },
    });
    expect(await rows()).toMatchObject([{ endReason: "not-opened" }]);
  });

  it("after a lost answer hands over what was opened, and says so where nothing was", async () => {
    const viewer = await signedIn();
    await strike("enable", { kind: "reset", when: "after" });
    expect(tokenIn(await open(viewer))).toBe((await simulator().control.console(ID)).token);
    expect(await operationsOf(ID)).toMatchObject([{ outcome: "done" }]);
  });

  it("is taken back where its session ended meanwhile", async () => {
    const viewer = await signedIn();
    await standStill();
    const asked = open(viewer);
    await enabled();
    await endSession(viewer.sessionId, "signed-out");
    await simulator().control.setClock({ speed: 1_000 });
    expect(await asked).toMatchObject({ ok: false, code: "signed-out" });
    expect((await did()).at(-1)).toBe("console-logout");
  });

  it("draws no more than 20 tokens in ten minutes", async () => {
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

describe("ending a console", () => {
  it("by the customer is seen at once, and what the page says of it", async () => {
    const viewer = await signedIn();
    await open(viewer);
    expect((await consoleViewOf(await hostOfAnn(ID))).open).toMatchObject({ until: expect.any(String) });
    const result = await performEndConsole(await hostOfAnn(ID), crypto.randomUUID(), viewer);
    expect(result).toMatchObject({ ok: true, operation: { kind: "end-console", outcome: "done" } });
    expect(await did()).toEqual(["console-enable", "console-logout"]);
    expect((await consoleViewOf(await hostOfAnn(ID))).open).toBeNull();
    expect(await rows()).toMatchObject([{ endReason: "by-person" }]);
    await endSession(viewer.sessionId, "signed-out");
    await endDueConsoles();
    expect(await calls("logout")).toBe(1);
  });

  it("settles a lost answer by reading, and is unconfirmed where it is still open", async () => {
    const viewer = await signedIn();
    await open(viewer);
    await strike("logout", { kind: "reset", when: "after" });
    const result = await performEndConsole(await hostOfAnn(ID), crypto.randomUUID(), viewer);
    expect((await endOf(result.operation?.id ?? "")).outcome).toBe("done");
    await simulator().control.removeFaults();
    await open(viewer);
    await strike("logout", { kind: "reset", when: "before" });
    const lost = await performEndConsole(await hostOfAnn(ID), crypto.randomUUID(), viewer);
    expect((await endOf(lost.operation?.id ?? "")).outcome).toBe("unconfirmed");
    // Not known to have ended: the session's end asks again.
    expect((await rows()).at(-1)).toMatchObject({ endedAt: null });
  });

  it("comes with the session's end, and once", async () => {
    const viewer = await signedIn();
    const other = await signedIn();
    await open(viewer);
    await endSession(other.sessionId, "signed-out");
    await endDueConsoles();
    expect(await calls("logout")).toBe(0);
    await endSession(viewer.sessionId, "signed-out");
    await Promise.all([endDueConsoles(), endDueConsoles(), endDueConsoles()]);
    await endDueConsoles();
    expect(await calls("logout")).toBe(1);
    expect(await rows()).toMatchObject([{ endReason: "signed-out" }]);
    expect(await activity(viewer)).toMatchObject([
      {
        operation: { kind: "end-console", outcome: "done" },
        actor: { who: "you" },
        cause: "signed-out",
        sentAt: expect.any(String),
        seen: { what: "listed" },
      },
      { operation: { kind: "open-console", outcome: "done" }, cause: null },
    ]);
  });

  it("is written down before it is asked for, and says refused where it was", async () => {
    const viewer = await signedIn();
    await open(viewer);
    await strike("logout", { kind: "refuse", when: "before" });
    await endSession(viewer.sessionId, "by-staff");
    await endDueConsoles();
    expect(await activity(viewer)).toMatchObject([
      {
        operation: { kind: "end-console", outcome: "refused", refusal: "no console today 7" },
        cause: "session",
      },
      {},
    ]);
    expect(await rows()).toMatchObject([{ endedAt: null }]);
    // Still open there: asked again, as an ending of its own.
    await simulator().control.removeFaults();
    await endDueConsoles();
    expect(await rows()).toMatchObject([{ endReason: "session" }]);
    expect((await operationsOf(ID)).map(({ outcome }) => outcome)).toEqual(["done", "refused", "done"]);
  });

  it("waits for a master that doesn't answer, without a line for a look that told nothing", async () => {
    const viewer = await signedIn();
    await open(viewer);
    await strike("logout", { kind: "reset", when: "before" });
    await endSession(viewer.sessionId, "signed-out");
    await endDueConsoles();
    expect(await rows()).toMatchObject([{ endedAt: null }]);
    const [, first] = await operationsOf(ID);
    expect((await endOf(first?.id ?? "")).outcome).toBe("unconfirmed");
    await strike("state", { kind: "reset", when: "before" });
    await endDueConsoles();
    expect(await operationsOf(ID)).toHaveLength(2);
    await simulator().control.removeFaults();
    await endDueConsoles();
    expect(await rows()).toMatchObject([{ endReason: "signed-out" }]);
    expect((await operationsOf(ID)).map(({ outcome }) => outcome)).toEqual(["done", "unconfirmed", "done"]);
    expect((await did()).at(-1)).toBe("console-logout");
  });

  it("comes with the end of a view as a customer, not with its staff's session alone", async () => {
    const staff = await signedIn("admin");
    if (!(await hostOfAnn(ID)).owner) throw new Error("no owner");
    const userId = (await hostOfAnn(ID)).owner;
    await startView(staff, { userId: userId as never, customerName: "Northwind", reason: "ticket 7" });
    const viewing = await provenAs(staff.sessionId);
    await allowChanges({ id: viewing.view?.id ?? "" }, staff.sessionId);
    expect((await open(await provenAs(staff.sessionId))).ok).toBe(true);
    await endDueConsoles();
    expect(await calls("logout")).toBe(0);
    await endView(staff.sessionId);
    await endDueConsoles();
    expect(await calls("logout")).toBe(1);
    expect(await rows()).toMatchObject([{ endReason: "view" }]);
    const customer = await signedIn();
    expect(await activity(customer)).toMatchObject([
      { operation: { kind: "end-console", outcome: "done" }, actor: { who: "viewing" }, cause: "view" },
      { actor: { who: "viewing" } },
    ]);
  });

  it("comes with the hand-over of the host, and leaves the next customer's alone", async () => {
    const viewer = await signedIn();
    await open(viewer);
    const owned = await hostOfAnn(ID);
    await database().update(tenancies).set({ until: new Date() }).where(eq(tenancies.id, owned.tenancyId));
    await endDueConsoles();
    expect(await calls("logout")).toBe(1);
    expect(await rows()).toMatchObject([{ endReason: "handed-over" }]);
    expect((await activity(viewer))[0]).toMatchObject({ cause: "handed-over", actor: { who: "you" } });
    await database().update(tenancies).set({ until: null }).where(eq(tenancies.id, owned.tenancyId));
  });

  it("does not end a newer console of the same host", async () => {
    const [first, second] = [await signedIn(), await signedIn()];
    await open(first);
    await open(second);
    await endSession(first.sessionId, "signed-out");
    await endDueConsoles();
    expect(await calls("logout")).toBe(0);
    await endSession(second.sessionId, "signed-out");
    await endDueConsoles();
    expect(await calls("logout")).toBe(1);
  });
});

it("is nobody else's to open or end", async () => {
  const viewer = await signedIn();
  expect(await openHost(viewer, "201")).toBeNull();
});
