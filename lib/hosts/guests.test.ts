import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { endRights, whileRightHolds } from "@/lib/accounts/guests/guest-rights";
import { type GuestAct, KINDS_OF_ROLE, mayAsk } from "@/lib/accounts/rights";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { newViewer } from "@/lib/accounts/testing/new-account";
import { hostOfViewer } from "@/lib/actions/host-of-viewer";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { accounts, operations } from "@/lib/db/schema";
import { type GuestRole, guestRights } from "@/lib/db/sign-in-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { hostServices } from "@/lib/db/token-schema";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { OPERATION_KINDS } from "@/lib/operations/command-rules";
import { markSent, openOperation } from "@/lib/operations/ledger";
import { chooseOwnHosts, hostListFor } from "./host-list";
import { hostAsOpened, hostViewOf } from "./host-read";
import { syncFleet } from "./mirror/sync-fleet";
import { confirmOwner, findHost, type OwnedHost } from "./owned-host";
import { powerCommands } from "./power/power-commands";

useTestDatabase();
const simulator = useSimulatedMaster();

const [HOST, OTHERS] = ["101", "102"];
const key = () => crypto.randomUUID();

const customer = (userId: string) => newViewer("customer", { userId });

let ann: Viewer;
let guest: Viewer;
/** The right that Ann gave. */
const give = async (of: Partial<typeof guestRights.$inferInsert> = {}) => {
  const owned = await findHost(ann, HOST);
  if (!owned || owned === "not-asked") throw new Error("not Ann's");
  const [row] = await database()
    .insert(guestRights)
    .values({
      ...{ accountId: guest.accountId, owner: "10001", invitedBy: ann.accountId },
      ...{ tenancyId: owned.tenancyId, role: "operate", ...of },
    })
    .returning();
  if (!row) throw new Error("no row");
  return row;
};
async function opened(): Promise<OwnedHost> {
  const owned = await findHost(guest, HOST, "shared");
  if (!owned || owned === "not-asked") throw new Error("not the guest's");
  return owned;
}
const seen = async (vmId = HOST) => (await findHost(guest, vmId, "shared")) instanceof Object;
const refusalOf = (...acts: GuestAct[]) =>
  hostOfViewer(guest, HOST, acts).then(
    () => "allowed",
    (err) => err.result.reason ?? err.result.code,
  );
const effects = async () => (await simulator.control.journal()).effects;

beforeEach(async () => {
  Object.assign(config(), { people: true });
  await simulator.control.reset();
  await database().delete(guestRights);
  await syncFleet();
  ann = await customer("10001");
  guest = await customer("10002");
  await simulator.control.clearJournal();
});

it("says of every command which role may ask for it", () => {
  const may = (role: GuestRole) => OPERATION_KINDS.filter((kind) => KINDS_OF_ROLE[role].has(kind));
  expect(may("view")).toEqual([]);
  expect(may("operate")).toEqual([
    ...["start", "stop", "restart", "create-snapshot", "open-console", "end-console"],
  ]);
  expect(may("manage").filter((kind) => !may("operate").includes(kind))).toEqual([
    ...["force-stop", "force-restart", "restore-snapshot", "delete-snapshot", "mount-medium", "eject-medium"],
    ...["add-port", "remove-port", "bind-domain", "unbind-domain", "reapply-addresses", "reset-password"],
    "change-remote-port",
  ]);
  const manager = { role: "manage", mayReinstall: false } as const;
  expect(mayAsk(manager, "reinstall")).toBe(false);
  expect(mayAsk({ ...manager, mayReinstall: true }, "reinstall")).toBe(true);
  expect(mayAsk({ role: "operate", mayReinstall: true }, "reinstall")).toBe(false);
  expect(mayAsk({ ...manager, mayReinstall: true }, "delete-host")).toBe(false);
});

describe("a guest", () => {
  it("sees the host that is shared, under its owner's name, and no other of that owner's", async () => {
    await give({ role: "view" });
    expect(await seen()).toBe(true);
    expect(await seen(OTHERS)).toBe(false);
    const shared = (await hostListFor(guest, "shared")).hosts.filter(({ sharedBy }) => sharedBy);
    expect(shared.map(({ id, sharedBy, guest: right }) => [id, sharedBy, right?.role])).toEqual([
      [HOST, ann.displayName, "view"],
    ]);
    expect(shared[0]?.possible.start).toBe("guest-role");
    expect((await hostViewOf(await opened(), guest)).sharedBy).toBe(ann.displayName);
    const found = await chooseOwnHosts(guest, (rows) => rows);
    expect(found.filter(({ sharedBy }) => sharedBy).map(({ id }) => id)).toEqual([HOST]);
    const own = await hostListFor(ann, "shared");
    expect(own.hosts.some((host) => "sharedBy" in host || "guest" in host)).toBe(false);
  });

  it("sees nothing of what the host's owner pays, nor does its next owner; a view as the owner does", async () => {
    const right = await give({ role: "manage", mayReinstall: true });
    const said = {
      paidUntil: new Date("2027-01-31T00:00:00Z"),
      priceText: "€ 9.90",
      upgradeUrl: "https://x.example/{b}",
    };
    const renewUrl = "https://shop.example/{customer}/renew?h={host}";
    await database()
      .insert(hostServices)
      .values({ tenancyId: right.tenancyId ?? "", ...said, renewUrl });
    const shown = async (viewer: Viewer, also: "own" | "shared" = "shared") => {
      const listed = (await hostListFor(viewer, also)).hosts.find(({ id }) => id === HOST);
      const owned = await findHost(viewer, HOST, also);
      if (!listed || !(owned instanceof Object)) throw new Error("not shown");
      const views = [listed, hostAsOpened(owned, viewer).host, await hostViewOf(owned, viewer)];
      return views.map((one) => [one.paidUntil, one.priceText, one.renewUrl, one.upgradeUrl]);
    };
    // What this version doesn't take for a link, such as one with an unknown place, is none.
    const all = ["2027-01-31T00:00:00.000Z", "€ 9.90", "https://shop.example/10001/renew?h=101", undefined];
    const nothing = [undefined, undefined, undefined, undefined];
    expect(await shown(ann)).toEqual([all, all, all]);
    const view = { staffRole: "support", changes: false } as Viewer["view"];
    expect(await shown({ ...ann, view }, "own")).toEqual([all, all, all]);
    expect(await shown(guest)).toEqual([nothing, nothing, nothing]);
    await simulator.control.setHost(HOST, { userid: "10002" });
    await syncFleet();
    expect(await shown(guest)).toEqual([nothing, nothing, nothing]);
    await simulator.control.setHost(HOST, { userid: "10001" });
    await syncFleet();
    expect(await shown(ann)).toEqual([nothing, nothing, nothing]);
  });

  it("of all hosts sees those that the owner has at any time", async () => {
    await give({ tenancyId: null, role: "view" });
    expect([await seen(), await seen(OTHERS)]).toEqual([true, true]);
    await simulator.control.setHost(OTHERS, { userid: "10003" });
    await syncFleet();
    expect([await seen(), await seen(OTHERS)]).toEqual([true, false]);
  });

  it("has nothing where only one's own hosts count: forms about what is kept", async () => {
    await give({ role: "manage", mayReinstall: true });
    expect(await findHost(guest, HOST)).toBeNull();
    expect(await refusalOf()).toBe("not-found");
    expect((await hostListFor(guest)).hosts.map(({ id }) => id)).not.toContain(HOST);
    const view = { staffRole: "admin", changes: true } as Viewer["view"];
    expect(await findHost({ ...guest, view }, HOST, "shared")).toBeNull();
  });

  it.each([
    ["view", "start", "guest-role"],
    ["operate", "start", "allowed"],
    ["operate", "force-stop", "guest-role"],
    ["operate", "delete-snapshot", "guest-role"],
    ["manage", "force-stop", "allowed"],
    ["operate", "schedules", "guest-role"],
    ["operate", "snapshot-notes", "guest-role"],
    ["manage", "schedules", "allowed"],
    ["manage", "snapshot-notes", "allowed"],
    ["manage", "reinstall", "guest-role"],
    ["manage", "delete-snapshot", "guest-factor"],
  ] as const)("who may %s and asks for %s: %s", async (role, kind, answer) => {
    await give({ role });
    expect(await refusalOf(kind)).toBe(answer);
  });

  it("is stopped by the command itself, too, whoever forgot to ask", async () => {
    await give({ role: "view" });
    const result = await powerCommands.start.run(await opened(), {} as never, key(), guest);
    expect(result).toMatchObject({ ok: false, reason: "guest-role" });
    expect(await effects()).toEqual([]);
  });

  it("is named by the ledger", async () => {
    const right = await give();
    const result = await powerCommands.restart.run(await opened(), {} as never, key(), guest);
    expect(result.ok).toBe(true);
    const [row] = await database()
      .select()
      .from(operations)
      .where(eq(operations.id, result.operation?.id ?? ""));
    expect(row).toMatchObject({ accountId: guest.accountId, actorName: guest.displayName });
    expect(row?.params).toMatchObject({ guest: right.id });
    const [used] = await database().select().from(guestRights).where(eq(guestRights.id, right.id));
    expect(used?.lastUsedAt).not.toBeNull();
  });
});

/** Each ends the right that Ann gave; `at` says so by itself. */
const ENDS: Record<string, (right: typeof guestRights.$inferSelect) => Promise<unknown>> = {
  "its owner ends it": ({ id }) => endRights(eq(guestRights.id, id), "owner"),
  "its time is up": ({ id }) =>
    database()
      .update(guestRights)
      .set({ until: new Date(Date.now() - 1) })
      .where(eq(guestRights.id, id)),
  "the host changed hands": async () => {
    await simulator.control.setHost(HOST, { userid: "10003" });
    await syncFleet();
  },
  "the host went away and came back": async () => {
    for (const userid of ["10003", "10001"]) {
      await simulator.control.setHost(HOST, { userid });
      await syncFleet();
    }
  },
  "the owner's account is disabled": () =>
    database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.id, ann.accountId)),
  "the owner is disabled in RStack": () =>
    database().update(accounts).set({ rstackStatus: "disabled" }).where(eq(accounts.id, ann.accountId)),
  "the owner's number is another's by now": () =>
    database().update(accounts).set({ formerAt: new Date() }).where(eq(accounts.id, ann.accountId)),
  "PEOPLE is off": async () => Object.assign(config(), { people: false }),
};

describe.each(Object.entries(ENDS))("once %s", (_how, end) => {
  it("nothing is shown, and nothing is sent by a page that was opened before", async () => {
    const right = await give({ role: "manage" });
    const before = await opened();
    await end(right);
    expect(await seen()).toBe(false);
    expect((await hostListFor(guest, "shared")).hosts.map(({ id }) => id)).not.toContain(HOST);
    expect(await confirmOwner(before)).toBe("not-yours");
    const result = await powerCommands.restart.run(before, {} as never, key(), guest);
    expect(result.ok).toBe(false);
    expect(await effects()).toEqual([]);
  });
});

it("is not marked as sent where the right ends after the owner check", async () => {
  const right = await give();
  const { tenancyId, vmId } = await opened();
  await database().update(operations).set({ outcome: "done" });
  const actor = { accountId: guest.accountId, sessionId: guest.sessionId, name: "g", role: "customer" };
  const opening = await openOperation({
    tenancyId,
    vmId,
    kind: "restart",
    key: key(),
    actor,
    language: "en",
  });
  if (!opening.opened) throw new Error(opening.why);
  const only = whileRightHolds(right.id, operations.tenancyId);
  await endRights(eq(guestRights.id, right.id), "owner");
  expect(await markSent(opening.row.id, {}, only)).toBe(false);
  await database().update(guestRights).set({ endedAt: null });
  expect(await markSent(opening.row.id, {}, only)).toBe(true);
});
