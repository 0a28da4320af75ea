import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { endSession } from "@/lib/accounts/sessions/end-sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { allowChanges, endView, startView } from "@/lib/accounts/sessions/views";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { master } from "@/lib/master";
import { openOperation, settleUnsent } from "@/lib/operations/ledger";
import { readOperation } from "@/lib/operations/read-ledger";
import { lookAfterRefusal } from "@/lib/operations/refusals";
import { vm } from "@/lib/operations/testing";
import { ALL_ACTIVITY } from "../activity/activity-filter";
import { readActivity } from "../activity/read-activity";
import { endedAtLimit, endOf, hostOfAnn, operationsOf } from "../testing/on-simulator";
import { endConsole } from "./end-console";
import { endDueConsoles } from "./end-due";
import { settleWhereSeen } from "./end-opened";
import { consoleSessionOf } from "./show-console";
import { ID, open, provenAs, rows, signedIn, useConsoles } from "./testing";

const { simulator, did, calls, strike } = useConsoles();

const activity = async (viewer: Viewer) => {
  const [row] = await rows();
  return (await readActivity({ tenancyId: row?.tenancyId ?? "" }, ALL_ACTIVITY, viewer)).entries;
};

describe("ending a console", () => {
  it("by the customer shows on the page at once", async () => {
    const viewer = await signedIn();
    await open(viewer);
    expect(await consoleSessionOf(await hostOfAnn(ID))).toMatchObject({ until: expect.any(String) });
    const result = await endConsole.run(await hostOfAnn(ID), {}, crypto.randomUUID(), viewer);
    expect(result).toMatchObject({ ok: true, operation: { kind: "end-console", outcome: "done" } });
    expect(await did()).toEqual(["console-enable", "console-logout"]);
    expect(await consoleSessionOf(await hostOfAnn(ID))).toBeNull();
    expect(await rows()).toMatchObject([{ endReason: "by-person" }]);
    await endSession(viewer.sessionId, "signed-out");
    await endDueConsoles();
    expect(await calls("logout")).toBe(1);
  });

  it("a second time doesn't settle the first, which hasn't been sent yet", async () => {
    const viewer = await signedIn();
    const owned = await hostOfAnn(ID);
    const key = crypto.randomUUID();
    const { accountId, sessionId, displayName: name, role } = viewer;
    const { tenancyId, vmId } = owned;
    const actor = { accountId, sessionId, name, role };
    const opened = await openOperation({ tenancyId, vmId, kind: "end-console", key, actor, language: "en" });
    const result = await endConsole.run(owned, {}, key, viewer);
    expect(result.operation).toMatchObject({ id: opened.row.id, outcome: "open" });
    expect(await settleUnsent(opened.row.id)).toMatchObject({ outcome: "not-sent" });
  });

  it("is done, too, where the reconciler saw it first", async () => {
    const viewer = await signedIn();
    await open(viewer);
    const owned = await hostOfAnn(ID);
    const { operation } = await endConsole.run(owned, {}, crypto.randomUUID(), viewer);
    const row = await readOperation(operation?.id ?? "");
    expect(row && (await settleWhereSeen(row, owned.vmId))).toMatchObject({ outcome: "done" });
  });

  it("settles a lost answer by reading, and is unconfirmed where it is still open", async () => {
    const viewer = await signedIn();
    await open(viewer);
    await strike("logout", { kind: "reset", when: "after" });
    const result = await endConsole.run(await hostOfAnn(ID), {}, crypto.randomUUID(), viewer);
    expect((await endOf(result.operation?.id ?? "")).outcome).toBe("done");
    await simulator().control.removeFaults();
    await open(viewer);
    await strike("logout", { kind: "reset", when: "before" });
    const lost = await endConsole.run(await hostOfAnn(ID), {}, crypto.randomUUID(), viewer);
    expect((await endedAtLimit(lost)).outcome).toBe("unconfirmed");
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

  it("is in the ledger before it is sent, and is refused where the master refused it", async () => {
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

  it("that was refused isn't done because the console ended otherwise", async () => {
    const viewer = await signedIn();
    await open(viewer);
    await strike("logout", { kind: "refuse", when: "before" });
    const { operation } = await endConsole.run(await hostOfAnn(ID), {}, crypto.randomUUID(), viewer);
    expect(operation).toMatchObject({ outcome: "refused" });
    await simulator().control.removeFaults();
    // By another program of the provider's, say.
    await master().endConsole(vm(ID), { priority: "motion", beforeSend: () => Promise.resolve(true) });
    const row = await readOperation(operation?.id ?? "");
    await (row && lookAfterRefusal(row));
    expect(await operationsOf(ID)).toMatchObject([{ kind: "open-console" }, { outcome: "refused" }]);
  });

  it("waits for a silent master, without a log line for each failed look", async () => {
    const viewer = await signedIn();
    await open(viewer);
    await strike("logout", { kind: "reset", when: "before" });
    await endSession(viewer.sessionId, "signed-out");
    await endDueConsoles();
    expect(await rows()).toMatchObject([{ endedAt: null }]);
    const [, first] = await operationsOf(ID);
    expect((await endedAtLimit({ operation: first })).outcome).toBe("unconfirmed");
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
