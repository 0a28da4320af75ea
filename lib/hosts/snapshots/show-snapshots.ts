import "server-only";
import { master } from "../../master";
import type { Backup } from "../../rstack/master-client";
import { cleanText } from "../clean-text";
import { listProblemOf } from "../list-problem";
import type { OwnedHost } from "../owned-host";
import { type HostSnapshot, mergeSnapshots } from "./merge-snapshots";
import { notesOn } from "./snapshot-notes";
import { snapshotQuotaOf } from "./snapshot-quota";
import type { BackupView, SnapshotsGlance, SnapshotsView, SnapshotView } from "./snapshots-view";

const OPEN = { priority: "open-host" } as const;

/** What the page shows; its questions go at once, so that it waits for one answer's time. */
export async function snapshotsViewOf({ vmId, tenancyId, row }: OwnedHost): Promise<SnapshotsView> {
  const [listed, making, full, notes] = await Promise.all([
    master().listSnapshots(vmId, OPEN),
    master().listBackups(vmId, "snapshot", OPEN),
    master().listBackups(vmId, "full", OPEN),
    notesOn(tenancyId),
  ]);
  const toView = (one: HostSnapshot): SnapshotView => ({ ...viewOf(one), note: notes.get(one.name) ?? null });
  return {
    quota: snapshotQuotaOf(row.snapshotQuota),
    snapshots: listed.ok
      ? { ok: true, items: mergeSnapshots(listed.value, making.ok ? making.value : []).map(toView) }
      : { ok: false, problem: listProblemOf(listed.fault) },
    backups: full.ok
      ? { ok: true, items: full.value.map(backupViewOf).toSorted(newestFirst) }
      : { ok: false, problem: listProblemOf(full.fault) },
  };
}

/** One question, behind everything that somebody waits for. */
export async function snapshotsGlanceOf({ vmId, row }: OwnedHost): Promise<SnapshotsGlance> {
  const listed = await master().listSnapshots(vmId, { priority: "list" });
  return {
    quota: snapshotQuotaOf(row.snapshotQuota),
    snapshots: listed.ok
      ? { ok: true, items: mergeSnapshots(listed.value, []).map(viewOf) }
      : { ok: false, problem: listProblemOf(listed.fault) },
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
  state: state === "going" ? "making" : "ready",
  sizeGb,
});

const newestFirst = (a: BackupView, b: BackupView): number =>
  Date.parse(b.createdAt ?? "1970-01-01") - Date.parse(a.createdAt ?? "1970-01-01");
