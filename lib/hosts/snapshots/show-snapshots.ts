import "server-only";
import { setTimeout } from "node:timers/promises";
import { master } from "../../master";
import type { Backup, CallOptions, Snapshot } from "../../rstack/master-client";
import type { Outcome } from "../../rstack/outcome";
import { cleanText } from "../clean-text";
import { isContradicted } from "../evidence/seen-entries";
import { askAboutHost } from "../host-answers";
import { type Listed, listProblemOf } from "../list-problem";
import type { OwnedHost } from "../owned-host";
import { safetySnapshots } from "../undo/undo-points";
import { type HostSnapshot, mergeSnapshots } from "./merge-snapshots";
import { notesOn } from "./snapshot-notes";
import { snapshotQuotaOf } from "./snapshot-quota";
import type { BackupView, SnapshotsGlance, SnapshotsView, SnapshotView } from "./snapshots-view";

const OPEN = { priority: "open-host" } as const;

/** What the page shows. All questions are sent in parallel. */
export async function snapshotsViewOf(owned: OwnedHost): Promise<SnapshotsView> {
  const { vmId, tenancyId, row } = owned;
  const [snapshots, making, backups, notes, safety] = await Promise.all([
    listedSnapshots(owned, OPEN),
    askAboutHost(owned, "snapshots being made", () => master().listBackups(vmId, "snapshot", OPEN), isAtRest),
    listedBackups(owned, OPEN),
    notesOn(tenancyId),
    safetySnapshots(tenancyId),
  ]);
  return {
    quota: snapshotQuotaOf(row.snapshotQuota),
    snapshots: listedAs(snapshots, (rows) =>
      mergeSnapshots(rows, making.ok ? making.value : []).map(viewWith(notes, safety)),
    ),
    backups: listedAs(backups, (rows) => rows.map(backupViewOf).toSorted(newestFirst)),
  };
}

/** A list, and whether it is one without a body where there were entries. */
interface Checked<Row> {
  listed: Outcome<Row[]>;
  isUnconfirmed: boolean;
}

const listedSnapshots = (owned: OwnedHost, options: CallOptions): Promise<Checked<Snapshot>> =>
  checked(owned, "snapshots", (asked) => master().listSnapshots(owned.vmId, asked), options);
const listedBackups = (owned: OwnedHost, options: CallOptions): Promise<Checked<Backup>> =>
  checked(owned, "backups", (asked) => master().listBackups(owned.vmId, "full", asked), options);

function checked<Row extends Pick<Backup, "state">>(
  owned: OwnedHost,
  list: "snapshots" | "backups",
  read: (options: CallOptions) => Promise<Outcome<Row[]>>,
  options: CallOptions,
): Promise<Checked<Row>> {
  const ask = async () => {
    const listed = await read(options);
    return { listed, isUnconfirmed: await isContradicted(list, owned.vmId, listed, read) };
  };
  return askAboutHost(owned, list, ask, ({ listed, isUnconfirmed }) => isAtRest(listed) && !isUnconfirmed);
}

/** What is being made now may be there a moment later. */
const isAtRest = (listed: Outcome<Pick<Backup, "state">[]>): boolean =>
  listed.ok && listed.value.every(({ state }) => state !== "in-progress");

function listedAs<Row, View>(
  { listed, isUnconfirmed }: Checked<Row>,
  toViews: (rows: Row[]) => View[],
): Listed<View> {
  if (!listed.ok) {
    return { ok: false, problem: listProblemOf(listed.fault) };
  }
  return isUnconfirmed
    ? { ok: false, problem: { kind: "unconfirmed" } }
    : { ok: true, items: toViews(listed.value) };
}

/** A page waits no longer for it, and is drawn again soon. */
const GLANCE_WAIT_MS = 300;

/**
 * One question, which the document's end waits for: so it goes before what the panel reads on by itself. Null where the
 * answer is late.
 */
export async function snapshotsGlanceOf(owned: OwnedHost): Promise<SnapshotsGlance | null> {
  const [list, notes, safety] = await Promise.all([
    Promise.race([listedSnapshots(owned, OPEN), setTimeout(GLANCE_WAIT_MS, null)]),
    notesOn(owned.tenancyId),
    safetySnapshots(owned.tenancyId),
  ]);
  return (
    list && {
      quota: snapshotQuotaOf(owned.row.snapshotQuota),
      snapshots: listedAs(list, (snapshots) => mergeSnapshots(snapshots, []).map(viewWith(notes, safety))),
    }
  );
}

const viewWith =
  (notes: Map<string, string>, safety: Map<string, Date | null>) =>
  ({ name, createdAt, state }: HostSnapshot): SnapshotView => ({
    name,
    shown: cleanText(name) ?? name,
    note: notes.get(name) ?? null,
    // A name that a person gave it keeps it.
    ...(safety.has(name) &&
      !notes.has(name) && { safety: { until: safety.get(name)?.toISOString() ?? null } }),
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
