import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "../../db/connection";
import { notifications } from "../../db/notification-schema";
import { accounts } from "../../db/schema";
import { views } from "../../db/staff-schema";
import { useTestDatabase } from "../../db/testing";
import { parseUserId } from "../../rstack/ids";
import { newAccount, newSession as sessionOf } from "../testing/new-account";
import { endSession } from "./end-sessions";
import { proveSession } from "./sessions";
import type { Role } from "./viewer";
import { allowChanges, endView, listViewsOf, readView, startView, stopView } from "./views";

useTestDatabase();

const customer = parseUserId("10001");

async function newSession(role: Role) {
  const accountId = await newAccount(role);
  return { accountId, sessionId: (await sessionOf(accountId, role)).sessionId };
}

async function viewing(role: "support" | "admin" = "support") {
  const made = await newSession(role);
  const staff = await proveSession(made.sessionId);
  if (!staff || !customer) throw new Error("staff could not be proven");
  const begun = await startView(staff, { userId: customer, customerName: "Northwind", reason: "ticket 7" });
  return { ...made, staff, begun };
}

describe("a view as a customer", () => {
  it("is told to the customer, once, with the name of who looks", async () => {
    const { accountId } = await newSession("customer");
    const { staff, begun } = await viewing();
    expect(begun).toBe(true);
    const again = customer && { userId: customer, customerName: "Northwind", reason: "once more" };
    expect(again && (await startView(staff, again))).toBe(false);
    const told = await database().select().from(notifications).where(eq(notifications.accountId, accountId));
    expect(told.map(({ kind, data }) => [kind, data])).toEqual([
      ["support-viewed", { by: staff.displayName }],
    ]);
  });

  it("can't be nested, and only staff can begin one", async () => {
    const { sessionId, staff } = await viewing();
    const inside = await proveSession(sessionId);
    const other = parseUserId("10002");
    if (!inside || !other) throw new Error("not proven");
    const again = { userId: other, customerName: "Contoso", reason: "more" };
    expect(await startView(inside, again)).toBe(false);
    expect(await startView(staff, again)).toBe(false);
    const person = await proveSession((await newSession("customer")).sessionId);
    expect(person && (await startView(person, again))).toBe(false);
  });

  it("allows changes for its own session alone", async () => {
    const { sessionId } = await viewing();
    const viewer = await proveSession(sessionId);
    if (!viewer?.view) throw new Error("no view");
    expect(await allowChanges(viewer.view, (await newSession("support")).sessionId)).toBe(false);
    expect(await allowChanges(viewer.view, sessionId)).toBe(true);
    expect((await proveSession(sessionId))?.view?.changes).toBe(true);
  });

  it("ends when its time is up, without giving back the staff's own rights by itself", async () => {
    const { sessionId } = await viewing("admin");
    await database()
      .update(views)
      .set({ until: new Date(0) })
      .where(eq(views.sessionId, sessionId));
    const viewer = await proveSession(sessionId);
    expect(viewer).toMatchObject({ role: "customer", view: { over: true } });
    expect(await endView(sessionId)).toBe("10001");
    expect(await proveSession(sessionId)).toMatchObject({ role: "admin", userId: null, view: null });
  });

  it("is over once it is stopped, for whoever looks, and gives back no rights by that", async () => {
    const { sessionId } = await viewing("admin");
    const [row] = await database().select().from(views).where(eq(views.sessionId, sessionId));
    if (!row) throw new Error("no view");
    expect(await readView(row.id)).toEqual({ staffName: row.staffName, userId: "10001" });
    expect(await stopView(row.id)).toBe(true);
    expect(await proveSession(sessionId)).toMatchObject({ role: "customer", view: { over: true } });
    expect(await stopView(row.id)).toBe(false);
    expect(await endView(sessionId)).toBe("10001");
    expect(await proveSession(sessionId)).toMatchObject({ role: "admin", view: null });
  });

  it("ends with the staff member's session and account", async () => {
    const { sessionId, accountId } = await viewing();
    await database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.id, accountId));
    expect(await proveSession(sessionId)).toBeNull();
    const second = await viewing();
    await endSession(second.sessionId, "signed-out");
    expect(await proveSession(second.sessionId)).toBeNull();
  });

  it("is shown to the customer, with the reason and whether changes were allowed", async () => {
    const { sessionId, staff } = await viewing();
    const viewer = await proveSession(sessionId);
    if (viewer?.view) await allowChanges(viewer.view, sessionId);
    await endView(sessionId);
    const [newest] = customer ? await listViewsOf(customer, 1) : [];
    expect(newest).toMatchObject({ staffName: staff.displayName, reason: "ticket 7", changesAllowed: true });
    expect(newest?.endedAt).not.toBeNull();
  });
});
