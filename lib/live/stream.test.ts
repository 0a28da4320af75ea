import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { endRights } from "../accounts/guests/guest-rights";
import { endSession } from "../accounts/sessions/end-sessions";
import { proveSession } from "../accounts/sessions/sessions";
import type { Viewer } from "../accounts/sessions/viewer";
import { startView } from "../accounts/sessions/views";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { accounts, sessions } from "../db/schema";
import { guestRights } from "../db/sign-in-schema";
import { views } from "../db/staff-schema";
import { syncOwner } from "../hosts/mirror/sync-owner";
import { openHost } from "../hosts/owned-host";
import { recordNotification } from "../notifications/record";
import { openOperation, settle } from "../operations/ledger";
import type { VmId } from "../rstack/ids";
import { proveOpen, readList } from "./live-reads";
import { watchedHosts } from "./poll-host";
import { openLiveStream } from "./stream";
import { openStreams } from "./stream-hub";
import { readTab, type Tab } from "./testing";
import { ALSO_MINE, MINE, SOLD, THEIRS, useLiveWorld, user } from "./world-testing";

const world = useLiveWorld();
const { signIn, signInSupport } = world;

const openTab = (viewer: Viewer, open: VmId | null, list: VmId[] = []): Tab =>
  world.openTab(viewer, { open, list });

describe("the stream of a view as a customer", () => {
  it("ends with the view's time, and shows nothing after it", async () => {
    const staff = await signInSupport();
    const begun = await startView(staff, { userId: user("10001"), customerName: "A", reason: "t" });
    expect(begun).toBe(true);
    const viewer = await proveSession(staff.sessionId);
    if (!viewer) throw new Error("the view does not hold");
    const tab = openTab(viewer, MINE);
    await tab.next("host");
    const past = new Date(Date.now() - 1_000);
    await database().update(views).set({ until: past }).where(eq(views.sessionId, staff.sessionId));
    expect(await tab.next("end")).toEqual({ reason: "session" });
    await tab.closed;
  });
});

describe("a list of the staff's", () => {
  it("shows hosts whoever's they are, and has the master asked for each", async () => {
    const staff = await signInSupport();
    await Promise.all([MINE, THEIRS].map((id) => openHost(staff, id)));
    const tab = openTab(staff, null, [MINE, THEIRS]);
    await tab.next("host", ({ id }) => id === MINE);
    await tab.next("host", ({ id, stateAsOf }) => id === THEIRS && stateAsOf !== null);
    expect(watchedHosts()).toEqual(expect.arrayContaining([MINE, THEIRS]));
  });
});

describe("an event stream", () => {
  it("is not held back on its way, and begins with what is known", async () => {
    const viewer = await signIn();
    const leave = new AbortController();
    const response = openLiveStream(viewer, { open: MINE, list: [] }, leave.signal);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    const tab = readTab(response, () => leave.abort());
    expect(await tab.next("host")).toMatchObject({ id: MINE, name: "web01" });
    expect(await tab.next("master")).toMatchObject({ masterDownSince: null });
    tab.leave();
  });

  it("shows that an operation was taken and that it ended", async () => {
    const viewer = await signIn();
    const owned = await openHost(viewer, MINE);
    const [open, list] = [openTab(viewer, MINE), openTab(viewer, null, [MINE, ALSO_MINE])];
    await Promise.all([open.next("host"), list.next("host", (host) => host.id === MINE)]);
    const both = (id: string, outcome: string) =>
      Promise.all(
        [open, list].map((tab) =>
          tab.next("host", (h) => h.operation?.id === id && h.operation.outcome === outcome),
        ),
      );
    for (const key of ["form-1", "form-2", "form-3"]) {
      const { row } = await openOperation({
        tenancyId: owned?.tenancyId ?? "",
        vmId: MINE,
        kind: "stop",
        key,
        actor: { ...viewer, name: "Ann" },
        language: "en",
      });
      for (const view of await both(row.id, "open")) {
        expect(view.operation).toMatchObject({ kind: "stop", byViewer: true });
        expect(view.possible.start).not.toBeNull();
      }
      await settle(row.id, { outcome: "done" });
      await both(row.id, "done");
    }
  });

  it("shows a state that changed upstream", async () => {
    const tab = openTab(await signIn(), ALSO_MINE);
    await tab.next("host", (host) => host.state === "off");
    await world.simulator.control.setHost(ALSO_MINE, { power: "running" });
    expect(await tab.next("host", (host) => host.state === "running")).toMatchObject({ id: ALSO_MINE });
    await world.simulator.control.setHost(ALSO_MINE, { power: "off" });
  });

  it("says `gone` of another's open host, nothing of another's in the list, and polls neither", async () => {
    await world.simulator.control.clearJournal();
    const viewer = await signIn();
    const tab = openTab(viewer, THEIRS, [THEIRS, ALSO_MINE]);
    expect(await tab.next("gone")).toEqual({ id: THEIRS });
    await tab.next("host", (host) => host.id === ALSO_MINE);
    expect(tab.seen.some((one) => one.event === "host" && one.data.id === THEIRS)).toBe(false);
    expect(watchedHosts()).not.toContain(THEIRS);
    const { calls } = await world.simulator.control.journal({ vmid: THEIRS });
    expect(calls.filter((call) => call.action === "vm_state")).toEqual([]);
  });

  it("shows a host that is new in the list, and polls it from then on", async () => {
    const viewer = await signIn();
    const tab = openTab(viewer, null, [ALSO_MINE]);
    await tab.next("host", (host) => host.id === ALSO_MINE);
    const made = await world.simulator.control.addHost({ userid: "10001" });
    await syncOwner(user("10001"), "mirror");
    await tab.next("host", (host) => host.id === made.id);
    expect(watchedHosts()).toContain(made.id);
    // What the person had and the browser did not name stays unwatched.
    expect(watchedHosts()).not.toContain(MINE);
    await world.simulator.control.removeHost(made.id);
  });

  it("loses a host that changes hands while its page is open", async () => {
    const tab = openTab(await signIn(), SOLD);
    await tab.next("host");
    await world.simulator.control.setHost(SOLD, { userid: "10002" });
    expect(await tab.next("gone")).toEqual({ id: SOLD });
    expect(watchedHosts()).not.toContain(SOLD);
  });
});

it("shows a guest the host until their access ends, and then not a byte more", async () => {
  const viewer = await signIn();
  const [owner] = await database()
    .insert(accounts)
    .values({ username: "bo", usernameKey: "bo", role: "customer", userId: "10002", rstackStatus: "active" })
    .returning();
  await syncOwner(user("10002"), "mirror");
  const [right] = await database()
    .insert(guestRights)
    .values({ accountId: viewer.accountId, owner: "10002", invitedBy: owner?.id ?? "", role: "view" })
    .returning();
  const [page, list] = [openTab(viewer, THEIRS), openTab(viewer, null, [THEIRS])];
  for (const tab of [page, list]) {
    expect(await tab.next("host")).toMatchObject({ id: THEIRS, sharedBy: "bo" });
  }
  await endRights(eq(guestRights.id, right?.id ?? ""), "owner");
  const seen = [page, list].map((tab) => tab.seen.length);
  await world.simulator.control.setHost(THEIRS, { power: "off" });
  for (const [at, tab] of [page, list].entries()) {
    expect(await tab.next("gone")).toEqual({ id: THEIRS });
    expect(tab.seen.slice(seen[at]).filter(({ event }) => event === "host")).toEqual([]);
  }
  await world.simulator.control.setHost(THEIRS, { power: "running" });
});

describe("who may go on watching", () => {
  it("ends at once with the session", async () => {
    const viewer = await signIn();
    const tab = openTab(viewer, MINE);
    await tab.next("host");
    await endSession(viewer.sessionId, "signed-out");
    expect(await tab.next("end")).toEqual({ reason: "session" });
    await tab.closed;
  });

  it("ends at the next proof where nobody told", async () => {
    const viewer = await signIn();
    const tab = openTab(viewer, MINE);
    await tab.next("host");
    await database()
      .update(sessions)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(sessions.id, viewer.sessionId));
    expect(await tab.next("end")).toEqual({ reason: "session" });
  });

  it("ends when the master's status of the customer no longer lets them in", async () => {
    const viewer = await signIn();
    const tab = openTab(viewer, MINE);
    await tab.next("host");
    await database()
      .update(accounts)
      .set({ rstackStatus: "disabled" })
      .where(eq(accounts.id, viewer.accountId));
    await publish(database(), { type: "account", accountId: viewer.accountId });
    expect(await tab.next("end")).toEqual({ reason: "session" });
  });

  it("tells its own account what the bell counts, and nobody else", async () => {
    const [ann, other] = [await signIn(), await signIn()];
    const [tab, others] = [openTab(ann, MINE), openTab(other, MINE)];
    await Promise.all([tab.next("host"), others.next("host")]);
    const tell = (accountId: string, key: string) =>
      recordNotification({ accountId }, { kind: "password-changed", key, data: {} });
    // A stream begins with the count as it is, which may be read before the first is told.
    const counts = (one: Tab, unread: number) => one.next("bell", (bell) => bell.unread === unread);
    await tell(ann.accountId, "one");
    await counts(tab, 1);
    await tell(ann.accountId, "two");
    await counts(tab, 2);
    await tell(other.accountId, "three");
    await counts(others, 1);
    expect(others.seen).not.toContainEqual({ event: "bell", data: { unread: 2 } });
  });
});

describe("what several ask for at the same moment", () => {
  it("is read for each viewer: no customer gets what is another's", async () => {
    const ann = await signIn();
    const bob: Viewer = { ...ann, accountId: crypto.randomUUID(), userId: user("10002") };
    await Promise.all([syncOwner(user("10001"), "mirror"), syncOwner(user("10002"), "mirror")]);
    // The second waits for the first, and whoever comes next would share the second's.
    const asking = [ann, bob, ann, bob];
    const lists = await Promise.all(asking.map(readList));
    const opened = await Promise.all(asking.map((viewer) => proveOpen(viewer, MINE)));
    for (const [turn, viewer] of asking.entries()) {
      const [own, foreign] = viewer === ann ? [MINE, THEIRS] : [THEIRS, MINE];
      const ids = lists[turn]?.hosts.map(({ id }) => id);
      expect(ids).toContain(own);
      expect(ids).not.toContain(foreign);
      expect(opened[turn] === null).toBe(viewer === bob);
    }
  });
});

describe("one poll of a host", () => {
  it("is shared by all who watch it, and ends with the last of them", async () => {
    const viewers = await Promise.all(Array.from({ length: 6 }, signIn));
    const many = viewers.flatMap((viewer) => [openTab(viewer, MINE), openTab(viewer, null, [MINE])]);
    await Promise.all(many.map((tab) => tab.next("host")));
    const alone = openTab(viewers[0] as Viewer, ALSO_MINE);
    await alone.next("host");
    await world.simulator.control.clearJournal();
    const polls = async (vmid: VmId) =>
      (await world.simulator.control.journal({ action: "vm_state", vmid })).calls.length;
    await expect.poll(() => polls(ALSO_MINE)).toBeGreaterThan(7);
    // As often as a host that one tab watches: a second poller would ask twice as often.
    expect(await polls(MINE)).toBeLessThan(1.5 * (await polls(ALSO_MINE)) + 1);
    alone.leave();
    for (const tab of many) {
      tab.leave();
    }
    expect(watchedHosts()).toEqual([]);
    expect(openStreams()).toBe(0);
  });
});
