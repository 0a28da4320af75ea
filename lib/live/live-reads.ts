import "server-only";
import { eq, inArray } from "drizzle-orm";
import { stillHolds } from "../accounts/guests/guest-rights";
import { type Proof, proveSessions } from "../accounts/sessions/sessions";
import type { Viewer } from "../accounts/sessions/viewer";
import { database } from "../db/connection";
import { masterProfile, mirrorSyncs } from "../db/master-schema";
import { activityMark, activityOwnerOf } from "../hosts/activity/activity-mark";
import type { ActivityScope } from "../hosts/activity/read-activity";
import { hostListFor, hostsForStaff } from "../hosts/host-list";
import { hostViewOf } from "../hosts/host-read";
import type { HostListView, HostView, LiveEvent } from "../hosts/host-view";
import { findHost, type OwnedHost } from "../hosts/owned-host";
import { perProcess } from "../per-process";
import type { VmId } from "../rstack/ids";

interface Reading {
  running: Promise<unknown>;
  /** Asked for while one was running: that one may have read before the change. */
  next: Promise<unknown> | null;
}

const readings = () => perProcess("live-readings", () => new Map<string, Reading>());

/**
 * However many streams hear of one change, what they all need is read once. A caller never gets a read that began
 * before its call. `key` must name everything that `read` depends on, the viewer too.
 */
function sharedRead<T>(key: string, read: () => Promise<T>): Promise<T> {
  const current = readings().get(key);
  if (!current) {
    return begin(key, read);
  }
  current.next ??= current.running.then(
    () => begin(key, read),
    () => begin(key, read),
  );
  return current.next as Promise<T>;
}

function begin<T>(key: string, read: () => Promise<T>): Promise<T> {
  // Callers of the same turn join: the read begins after all of them asked.
  const running = Promise.resolve().then(read);
  const reading: Reading = { running, next: null };
  readings().set(key, reading);
  const done = () => {
    if (readings().get(key) === reading && !reading.next) {
      readings().delete(key);
    }
  };
  running.then(done, done);
  return running;
}

type MasterData = Extract<LiveEvent, { event: "master" }>["data"];

/** What may differ between two people who look at the same host. */
const eyes = (viewer: Viewer) => `${viewer.accountId} ${viewer.role} ${viewer.userId ?? ""}`;

/** Whose it is, proven anew; may ask the master. Null: not theirs, or not there. `not-asked`: the master is silent. */
export const proveOpen = (viewer: Viewer, vmId: VmId): Promise<OwnedHost | null | "not-asked"> =>
  sharedRead(`owner ${vmId} ${eyes(viewer)}`, () => findHost(viewer, vmId, "shared"));

/** From what is known: asks nothing upstream, so that a change shows at once. */
export const readOpen = (viewer: Viewer, owned: OwnedHost): Promise<HostView> =>
  sharedRead(`host ${owned.vmId} ${owned.tenancyId} ${owned.guest?.id ?? ""} ${eyes(viewer)}`, () =>
    hostViewOf(owned, viewer),
  );

/** What was read of a guest's host, while their right holds: asked last, right before it is sent. */
export const whileShown = async <T>({ guest }: OwnedHost, read: T): Promise<T | null> =>
  guest === null || (await stillHolds(guest)) ? read : null;

export const readList = (viewer: Viewer): Promise<HostListView> =>
  sharedRead(`list ${eyes(viewer)}`, () => hostListFor(viewer, "shared"));

/** For staff: those of the list, whoever's they are. */
export const readForStaff = (viewer: Viewer, ids: readonly VmId[]): Promise<HostView[]> =>
  sharedRead(`hosts ${ids.join(",")} ${eyes(viewer)}`, () => hostsForStaff(viewer, ids));

export const readActivityMark = (scope: ActivityScope): Promise<string> =>
  sharedRead(`activity ${JSON.stringify(scope)}`, () => activityMark(scope));

export const readActivityOwner = (operationId: string): Promise<string | null> =>
  sharedRead(`owner of operation ${operationId}`, () => activityOwnerOf(operationId));

const asked = () =>
  perProcess<{ turn: { ids: Set<string>; read: Promise<Map<string, Proof>> } | null }>(
    "sessions of streams to prove",
    () => ({ turn: null }),
  );

/** All that are asked for in one turn of the event loop are proven in one statement, which begins after it. */
export async function readSession(sessionId: string): Promise<Proof | null> {
  const state = asked();
  state.turn ??= nextTurn(state);
  state.turn.ids.add(sessionId);
  return (await state.turn.read).get(sessionId) ?? null;
}

function nextTurn(state: ReturnType<typeof asked>) {
  const ids = new Set<string>();
  const read = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    state.turn = null;
    return proveSessions([...ids]);
  });
  return { ids, read };
}

/** Whether the master answers, and how old what is shown may be. */
export const readMaster = (viewer: Viewer): Promise<MasterData> =>
  sharedRead(`master ${viewer.userId ?? ""}`, async () => {
    const [profile] = await database()
      .select({ downSince: masterProfile.downSince })
      .from(masterProfile)
      .where(eq(masterProfile.id, "master"));
    const syncs = await database()
      .select({ finishedAt: mirrorSyncs.finishedAt })
      .from(mirrorSyncs)
      .where(inArray(mirrorSyncs.scope, ["fleet", `owner:${viewer.userId ?? ""}`]));
    const newest = Math.max(0, ...syncs.map((sync) => sync.finishedAt?.getTime() ?? 0));
    return {
      masterDownSince: profile?.downSince?.toISOString() ?? null,
      asOf: newest > 0 ? new Date(newest).toISOString() : null,
    };
  });
