import "server-only";
import { setTimeout } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { master } from "../../master";
import type { OperationView } from "../../operations/operation-view";
import { perProcess } from "../../per-process";
import type { VmId } from "../../rstack/ids";
import type { Backup, Snapshot } from "../../rstack/master-client";
import type { Outcome } from "../../rstack/outcome";
import { cleanText } from "../clean-text";
import { isContradicted } from "../evidence/seen-entries";
import { type Listed, listProblemOf } from "../list-problem";
import type { OwnedHost } from "../owned-host";
import { type HostSnapshot, mergeSnapshots } from "./merge-snapshots";
import { notesOn } from "./snapshot-notes";
import { snapshotQuotaOf } from "./snapshot-quota";
import type { BackupView, SnapshotsGlance, SnapshotsView, SnapshotView } from "./snapshots-view";

const OPEN = { priority: "open-host" } as const;

/** What the page shows. All questions are sent in parallel. */
export async function snapshotsViewOf({ vmId, tenancyId, row }: OwnedHost): Promise<SnapshotsView> {
  const [listed, making, full, notes] = await Promise.all([
    master().listSnapshots(vmId, OPEN),
    master().listBackups(vmId, "snapshot", OPEN),
    master().listBackups(vmId, "full", OPEN),
    notesOn(tenancyId),
  ]);
  const [noSnapshots, noBackups] = await Promise.all([
    isContradicted("snapshots", vmId, listed, (options) => master().listSnapshots(vmId, options)),
    isContradicted("backups", vmId, full, (options) => master().listBackups(vmId, "full", options)),
  ]);
  const toView = (one: HostSnapshot): SnapshotView => ({ ...viewOf(one), note: notes.get(one.name) ?? null });
  return {
    quota: snapshotQuotaOf(row.snapshotQuota),
    snapshots: listedAs(listed, noSnapshots, (snapshots) =>
      mergeSnapshots(snapshots, making.ok ? making.value : []).map(toView),
    ),
    backups: listedAs(full, noBackups, (backups) => backups.map(backupViewOf).toSorted(newestFirst)),
  };
}

function listedAs<Row, View>(
  listed: Outcome<Row[]>,
  isUnconfirmed: boolean,
  toViews: (rows: Row[]) => View[],
): Listed<View> {
  if (!listed.ok) {
    return { ok: false, problem: listProblemOf(listed.fault) };
  }
  return isUnconfirmed
    ? { ok: false, problem: { kind: "unconfirmed" } }
    : { ok: true, items: toViews(listed.value) };
}

/** How long one answer is used for all who open the same host, unless an operation came in between. */
const GLANCE_MS = 10_000;
/** A page waits no longer for it, and is drawn again soon. */
const GLANCE_WAIT_MS = 500;

const glances = () =>
  perProcess(
    "snapshot glances",
    () =>
      new LRUCache<string, Outcome<Snapshot[]>, VmId>({
        max: 5_000,
        ttl: GLANCE_MS,
        fetchMethod: (_key, _stale, { context: vmId }) => master().listSnapshots(vmId, { priority: "list" }),
      }),
  );

/** `newest`: the host's newest operation. A fault isn't kept. */
async function listAtAGlance({ vmId, tenancyId }: OwnedHost, newest: OperationView | null) {
  const key = `${tenancyId} ${newest?.id} ${newest?.outcome}`;
  const listed = await glances().forceFetch(key, { context: vmId });
  if (!listed.ok) {
    glances().delete(key);
  }
  return listed;
}

/** One question of low priority. Null where the answer is late. */
export async function snapshotsGlanceOf(
  owned: OwnedHost,
  newest: OperationView | null,
): Promise<SnapshotsGlance | null> {
  const { row, vmId } = owned;
  const listed = await Promise.race([listAtAGlance(owned, newest), setTimeout(GLANCE_WAIT_MS, null)]);
  if (listed === null) {
    return null;
  }
  const isUnconfirmed = await isContradicted("snapshots", vmId, listed, (options) =>
    master().listSnapshots(vmId, options),
  );
  return {
    quota: snapshotQuotaOf(row.snapshotQuota),
    snapshots: listedAs(listed, isUnconfirmed, (snapshots) => mergeSnapshots(snapshots, []).map(viewOf)),
  };
}

const viewOf = ({ name, createdAt, state }: HostSnapshot) => ({
  name,
  shown: cleanText(name) ?? name,
  createdAt: createdAt?.toISOString() ?? null,
  state,
});

const backupViewOf = ({ name, createdAt, state, sizeGb }: Backup): BackupView => ({
  shown: cleanText(name) ?? name,
  createdAt: createdAt?.toISOString() ?? null,
  state: state === "in-progress" ? "making" : "ready",
  sizeGb,
});

const newestFirst = (a: BackupView, b: BackupView): number =>
  Date.parse(b.createdAt ?? "1970-01-01") - Date.parse(a.createdAt ?? "1970-01-01");
