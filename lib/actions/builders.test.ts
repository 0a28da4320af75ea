import { eq } from "drizzle-orm";
import { redirect } from "next/navigation";
import { beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { enterAs, request } from "@/lib/actions/testing/fake-request";
import { notePresence } from "../accounts/second-factor/proof";
import { endSession } from "../accounts/sessions/end-sessions";
import { proveSession } from "../accounts/sessions/sessions";
import type { Role } from "../accounts/sessions/viewer";
import { allowChanges, startView } from "../accounts/sessions/views";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { rateLimits } from "../db/sign-in-schema";
import { auditEvents, views } from "../db/staff-schema";
import { useTestDatabase } from "../db/testing";
import { auditFilterFrom } from "../fleet/audit/audit-filter";
import { readAudit } from "../fleet/audit/read-audit";
import type { OperationKind } from "../operations/command-rules";
import { parseUserId } from "../rstack/ids";
import { actionKindOf } from "./action-kind";
import { customerAction } from "./customer-action";
import { hostCommand, type OfferedCommand } from "./host-action";
import { openAction } from "./open-action";
import { ownedAction } from "./owned-action";
import type { PanelAction } from "./pipeline";
import { hostReadRoute, openRoute, readRoute } from "./read-route";
import { staffAction } from "./staff-action";

useTestDatabase();
vi.stubEnv("TRUSTED_PROXIES", "1");

const OWN = "http://127.0.0.1:3000";
const findHost = vi.hoisted(() => vi.fn());
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("../hosts/owned-host", () => ({ findHost }));

const ran = vi.fn();
const fields = { note: z.string().max(5) };
const run = async (at: object) => {
  ran(at);
  return { ok: true } as const;
};
const OPEN = openAction({ name: "open", fields, run });
const OWN_THINGS = customerAction({
  name: "own",
  fields,
  audit: { by: "staff", event: () => ({ action: "password-set" }) },
  run,
});
const STAFF = staffAction({
  name: "staff",
  roles: ["admin"],
  fields,
  audit: () => ({ action: "announced" }),
  run,
});
const offered = (kind: OperationKind, more: Partial<OfferedCommand> = {}): OfferedCommand => ({
  kind,
  fields: {},
  byScript: false,
  run: async (...given) => {
    ran([kind, ...given]);
    return { ok: true };
  },
  ...more,
});
const COMMANDS = {
  start: offered("start"),
  "create-snapshot": offered("create-snapshot", { fields }),
  "delete-snapshot": offered("delete-snapshot"),
  "open-console": offered("open-console", { byScript: true }),
};
const HOST = hostCommand(COMMANDS, { by: "form" });
const SCRIPT = hostCommand(COMMANDS, { by: "script" });
const OWNED = ownedAction({
  name: "owned",
  fields,
  audit: { by: "staff", event: () => ({ action: "label-edited" }) },
  run,
});

const NOTE = { note: "hello" };
const OWNED_NOTE = { vmid: "42", note: "hello" };
const POWER = { vmid: "42", kind: "start", formKey: "0123456789abcdef" };
const send = (action: PanelAction, given: Record<string, string> | [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of Array.isArray(given) ? given : Object.entries(given)) {
    form.append(name, value);
  }
  return action(null, form);
};

async function signInAs(role: Role) {
  const accountId = await newAccount(role, { username: role });
  const { headers } = request;
  const session = await enterAs(accountId, role);
  request.headers = headers;
  return session;
}

beforeEach(async () => {
  request.headers = new Headers({ origin: OWN, "sec-fetch-site": "same-origin" });
  request.cookies.clear();
  ran.mockReset();
  findHost.mockReset().mockResolvedValue(null);
  await database().delete(rateLimits);
  await database().delete(accounts);
});

const ALL: [string, PanelAction, Record<string, string>][] = [
  ["open", OPEN, NOTE],
  ["customer", OWN_THINGS, NOTE],
  ["staff", STAFF, NOTE],
  ["host", HOST, POWER],
  ["owned", OWNED, OWNED_NOTE],
];

it.each(ALL)("%s: refuses every origin but our own, before anything else", async (_kind, action, given) => {
  await signInAs("admin");
  findHost.mockResolvedValue({ vmId: "42" });
  const origins: [string, string | null][] = [
    ["origin", null],
    ["origin", "null"],
    ["origin", "https://evil.example"],
    ["origin", `${OWN}.evil.example`],
    ["sec-fetch-site", "cross-site"],
    ["sec-fetch-site", "same-site"],
  ];
  for (const [name, value] of origins) {
    request.headers = new Headers({ origin: OWN, "x-forwarded-host": "evil.example" });
    value === null ? request.headers.delete(name) : request.headers.set(name, value);
    expect(await send(action, given)).toMatchObject({ ok: false, code: "wrong-origin" });
  }
  expect(ran).not.toHaveBeenCalled();
  request.headers = new Headers({ origin: OWN });
  expect(await send(action, given)).toMatchObject({ ok: true });
});

it.each(ALL.slice(1))("%s: asks for a session before it looks at the form", async (_kind, action, given) => {
  expect(await send(action, given)).toEqual({ ok: false, code: "signed-out" });
  expect(await send(action, { nonsense: "1" })).toEqual({ ok: false, code: "signed-out" });
  const { sessionId } = await signInAs("admin");
  await endSession(sessionId, "signed-out");
  expect(await send(action, given)).toEqual({ ok: false, code: "signed-out" });
  expect(ran).not.toHaveBeenCalled();
  expect(findHost).not.toHaveBeenCalled();
});

it.each(ALL)("%s: refuses a form that is not exactly the one", async (_kind, action, given) => {
  await signInAs("admin");
  findHost.mockResolvedValue({ vmId: "42" });
  const [first = ["", ""]] = Object.entries(given);
  const forms: [string, string][][] = [
    [],
    [...Object.entries(given), ["role", "admin"]],
    [...Object.entries(given), first],
    Object.entries(given).map(([name]) => [name, "x".repeat(5000)]),
  ];
  for (const form of forms) {
    expect(await send(action, form)).toMatchObject({ ok: false, code: "invalid" });
  }
  for (const form of [undefined, "text" as never, { ...given } as never]) {
    expect(await action(null, form)).toMatchObject({ ok: false, code: "invalid" });
  }
  expect(ran).not.toHaveBeenCalled();
});

it.each(ALL.slice(1))("%s: a session has its share and no more", async (_kind, action) => {
  await signInAs("admin");
  await Promise.all(Array.from({ length: 120 }, () => send(action, {})));
  const over = await send(action, {});
  expect(over).toMatchObject({ ok: false, code: "too-many" });
  expect(!over.ok && over.waitSeconds).toBeGreaterThan(0);
});

it("gives an open action the parsed form and the caller, and a customer's the viewer", async () => {
  await send(OPEN, NOTE);
  expect(ran).toHaveBeenLastCalledWith({ input: NOTE, caller: expect.objectContaining({ address: null }) });
  await signInAs("customer");
  await send(OWN_THINGS, NOTE);
  expect(ran).toHaveBeenLastCalledWith({
    input: NOTE,
    prepared: undefined,
    viewer: expect.objectContaining({ role: "customer" }),
  });
});

it("shows a customer a staff action as something that is not there, and support as not theirs", async () => {
  await signInAs("customer");
  expect(await send(STAFF, NOTE)).toEqual({ ok: false, code: "not-found" });
  await signInAs("support");
  expect(await send(STAFF, NOTE)).toEqual({ ok: false, code: "not-allowed" });
  expect(ran).not.toHaveBeenCalled();
});

it.each(["42", "999", "", "0", "042", "1e3", "-1", "../42", "' or 1=1 --"])(
  "answers a host that is not theirs, or no host (%j), all the same",
  async (vmid) => {
    await signInAs("customer");
    for (const [action, form, whose] of [
      [HOST, POWER, "shared"],
      [OWNED, OWNED_NOTE, "own"],
    ] as const) {
      expect(await send(action, { ...form, vmid })).toEqual({ ok: false, code: "not-found" });
      expect(findHost).toHaveBeenLastCalledWith(expect.objectContaining({ userId: "10001" }), vmid, whose);
    }
    expect(ran).not.toHaveBeenCalled();
  },
);

it("performs on the owned host alone, with the form's kind and key; support may not", async () => {
  const owned = { vmId: "42" };
  findHost.mockResolvedValue(owned);
  await signInAs("customer");
  expect(await send(HOST, POWER)).toEqual({ ok: true });
  const viewer = expect.objectContaining({ role: "customer" });
  expect(ran).toHaveBeenCalledExactlyOnceWith(["start", owned, POWER, POWER.formKey, viewer]);
  expect(await send(HOST, { ...POWER, kind: "force-stop" })).toMatchObject({ code: "invalid" });
  await signInAs("support");
  expect(await send(HOST, POWER)).toEqual({ ok: false, code: "not-allowed" });
});

it("takes of a form the fields of its kind alone", async () => {
  findHost.mockResolvedValue({ vmId: "42" });
  await signInAs("customer");
  const creating = { ...POWER, kind: "create-snapshot" };
  expect(await send(HOST, { ...POWER, note: "hello" })).toMatchObject({ code: "invalid" });
  expect(await send(HOST, creating)).toEqual({ ok: false, code: "invalid", fields: { note: "invalid" } });
  expect(await send(HOST, { ...creating, note: "too long" })).toMatchObject({ fields: { note: "invalid" } });
  expect(ran).not.toHaveBeenCalled();
  expect(await send(HOST, { ...creating, note: "hello" })).toEqual({ ok: true });
});

it("answers a command whose answer carries a secret to a script alone", async () => {
  findHost.mockResolvedValue({ vmId: "42" });
  await signInAs("customer");
  expect(await send(HOST, { ...POWER, kind: "open-console" })).toMatchObject({ code: "invalid" });
  expect(await send(SCRIPT, POWER)).toMatchObject({ code: "invalid" });
  expect(ran).not.toHaveBeenCalled();
  expect(await send(SCRIPT, { ...POWER, kind: "open-console" })).toEqual({ ok: true });
});

it("hands what is kept about a host to its owner's run alone; support may not", async () => {
  const owned = { vmId: "42" };
  findHost.mockResolvedValue(owned);
  await signInAs("customer");
  expect(await send(OWNED, OWNED_NOTE)).toEqual({ ok: true });
  const viewer = expect.objectContaining({ role: "customer" });
  expect(ran).toHaveBeenCalledExactlyOnceWith({ owned, input: OWNED_NOTE, prepared: undefined, viewer });
  await signInAs("support");
  expect(await send(OWNED, OWNED_NOTE)).toEqual({ ok: false, code: "not-allowed" });
});

it("returns what it did not foresee as a code with a number, and lets redirects through", async () => {
  const failing = openAction({
    name: "failing",
    fields: {},
    run: async () => {
      throw new Error("password=hunter2");
    },
  });
  const result = await send(failing, {});
  expect(result).toMatchObject({ ok: false, code: "internal", ref: expect.stringMatching(/^[0-9a-f]{8}$/) });
  expect(JSON.stringify(result)).not.toContain("hunter2");
  const leaving = openAction({ name: "leaving", fields: {}, run: async () => redirect("/hosts") });
  await expect(send(leaving, {})).rejects.toMatchObject({ digest: expect.stringContaining("NEXT_REDIRECT") });
});

it("writes into the audit what came of a staff's action, also where a redirect ends it", async () => {
  await signInAs("admin");
  await send(STAFF, NOTE);
  const leaving = staffAction({
    name: "leaving",
    roles: ["admin"],
    fields: {},
    audit: () => ({ action: "inviting-stopped" }),
    run: async () => redirect("/admin"),
  });
  await expect(send(leaving, {})).rejects.toMatchObject({ digest: expect.stringContaining("NEXT_REDIRECT") });
  const found = Object.fromEntries(
    (await readAudit(auditFilterFrom({}))).entries.map((e) => [e.action, e.outcome]),
  );
  expect(found).toMatchObject({ announced: "done", "inviting-stopped": "done" });
});

it("has written down what staff are about to do before it is done: what breaks off stays unconfirmed", async () => {
  await signInAs("admin");
  const outcomeOf = async (action: string) =>
    (await readAudit(auditFilterFrom({ action }))).entries.map(({ outcome }) => outcome);
  const breaking = staffAction({
    name: "breaking",
    roles: ["admin"],
    fields: {},
    audit: async () => ({ action: "customer-edited", userId: "10001" }),
    run: async () => {
      expect(await outcomeOf("customer-edited")).toEqual(["unconfirmed"]);
      throw new Error("the process is gone");
    },
  });
  expect(await send(breaking, {})).toMatchObject({ ok: false, code: "internal" });
  expect(await outcomeOf("customer-edited")).toEqual(["unconfirmed"]);
  const refused = staffAction({
    name: "refused",
    roles: ["admin"],
    fields: {},
    audit: () => ({ action: "customer-deleted" }),
    run: async () => ({ ok: false, code: "refused" }),
  });
  await send(refused, {});
  expect(await outcomeOf("customer-deleted")).toEqual(["refused"]);
});

it.each([
  ["customer", customerAction, {}, null],
  ["owned", ownedAction, { vmid: "42" }, "42"],
] as const)(
  "%s: has staff's row written before it runs, with their address",
  async (kind, build, more, vmId) => {
    request.headers.set("x-forwarded-for", "203.0.113.9");
    findHost.mockResolvedValue({ vmId: "42", owner: "10001" });
    const rows = () =>
      database()
        .select({ outcome: auditEvents.outcome, address: auditEvents.address, vmId: auditEvents.vmId })
        .from(auditEvents)
        .where(eq(auditEvents.subject, `changed by ${kind}`));
    let seen: unknown;
    const action = (by: "staff" | "everybody") =>
      build({
        name: "changing",
        fields,
        audit: { by, event: () => ({ action: "label-edited", subject: `changed by ${kind}` }) },
        run: async () => {
          seen = await rows();
          return { ok: true };
        },
      });
    const given = { ...NOTE, ...more };
    await signInAs("customer");
    expect(await send(action("staff"), given)).toEqual({ ok: true });
    expect(seen).toEqual([]);
    const row = { outcome: "unconfirmed", address: "203.0.113.9", vmId };
    expect(await send(action("everybody"), given)).toEqual({ ok: true });
    expect(seen).toEqual([row]);
    await signInAs("admin");
    expect(await send(action("staff"), given)).toEqual({ ok: true });
    expect(seen).toEqual([row, row]);
  },
);

it("lets a view change hosts while changes are allowed and its time lasts, and nothing of the person's own", async () => {
  const userId = parseUserId("10001");
  const { sessionId } = await signInAs("admin");
  const staff = await proveSession(sessionId);
  const view = { userId, customerName: "Ann", reason: "ticket 7" };
  expect(staff && userId && (await startView(staff, { ...view, userId }))).toBe(true);
  findHost.mockResolvedValue({ vmId: "42", owner: "10001" });
  const answers = async () => [
    await send(HOST, POWER),
    await send(OWNED, OWNED_NOTE),
    await send(OWN_THINGS, NOTE),
  ];
  const readOnly = { ok: false, code: "not-possible", reason: "read-only" };
  const [locked, over] = ["view-locked", "view-over"].map((code) => ({ ok: false, code }));
  expect(await answers()).toEqual([readOnly, readOnly, locked]);
  const viewing = (await proveSession(sessionId))?.view;
  expect(viewing && (await allowChanges(viewing, sessionId))).toBe(true);
  expect(await answers()).toEqual([{ ok: true }, { ok: true }, locked]);
  expect(ran).toHaveBeenCalledTimes(2);
  await database()
    .update(views)
    .set({ until: new Date(0) });
  expect(await answers()).toEqual([over, over, locked]);
  expect(ran).toHaveBeenCalledTimes(2);
});

it("asks everybody again before what opens another's account", async () => {
  const { sessionId } = await signInAs("admin");
  const opening = staffAction({
    name: "opening",
    roles: ["admin"],
    fields,
    audit: null,
    asksAgain: true,
    run,
  });
  expect(await send(opening, NOTE)).toEqual({ ok: false, code: "prove-again" });
  expect(ran).not.toHaveBeenCalled();
  await notePresence(sessionId);
  expect(await send(opening, NOTE)).toEqual({ ok: true });
});

it("asks who wants so again before what destroys, and before nothing else", async () => {
  findHost.mockResolvedValue({ vmId: "42" });
  const { sessionId } = await signInAs("customer");
  await database().update(accounts).set({ askAgain: true });
  const destroying = { ...POWER, kind: "delete-snapshot" };
  expect(await send(HOST, destroying)).toEqual({ ok: false, code: "prove-again" });
  expect(await send(HOST, POWER)).toEqual({ ok: true });
  await notePresence(sessionId);
  expect(await send(HOST, destroying)).toEqual({ ok: true });
});

it("knows what its own builders made", () => {
  const made = [OPEN, OWN_THINGS, STAFF, HOST, OWNED, openRoute(run), readRoute(run), hostReadRoute(run)];
  expect(made.map(actionKindOf)).toEqual([
    "open",
    "customer",
    "staff",
    "host",
    "owned",
    "open-route",
    "read-route",
    "host-read-route",
  ]);
  expect(actionKindOf(async () => ({ ok: true }))).toBeNull();
});

const get = (route: ReturnType<typeof readRoute>, params = {}) =>
  route(new Request(`${OWN}/api/x`), { params: Promise.resolve(params) });

it("routes: 401 for nobody, 404 for a foreign host, never kept by a cache", async () => {
  const list = readRoute(async ({ viewer }) => ({ name: viewer.username }));
  const one = hostReadRoute(async ({ owned }) => owned);
  for (const route of [list, one]) {
    const answer = await get(route, { vmid: "42" });
    expect([answer.status, await answer.json()]).toEqual([401, { error: "signed-out" }]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  }
  await signInAs("customer");
  expect(await (await get(list)).json()).toEqual({ name: "customer" });
  const foreign = await get(one, { vmid: "42" });
  expect([foreign.status, await foreign.json()]).toEqual([404, { error: "not-found" }]);
  findHost.mockResolvedValue({ vmId: "42" });
  const mine = await get(one, { vmid: "42" });
  expect([mine.status, mine.headers.get("cache-control")]).toEqual([200, "no-store"]);
});

it("routes: what went wrong is a number and no text", async () => {
  const answer = await get(
    openRoute(async () => {
      throw new Error("hunter2");
    }),
  );
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("hunter2");
});
