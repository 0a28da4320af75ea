import type { Listed } from "../list-problem";
import type { SnapshotQuota } from "./snapshot-quota";

/** One snapshot as a browser may see it. Times are ISO 8601, UTC. */
export interface SnapshotView {
  /** As the master wrote it: what a form sends back. */
  name: string;
  /** The same, fit to be shown. */
  shown: string;
  note: string | null;
  createdAt: string | null;
  state: "ready" | "making";
  /** The panel made it before a restore, and deletes it at `until`; null: that isn't known yet. */
  safety?: { until: string | null };
}

export interface BackupView {
  shown: string;
  createdAt: string | null;
  state: "ready" | "making";
  sizeGb: number | null;
}

export interface SnapshotsView {
  snapshots: Listed<SnapshotView>;
  quota: SnapshotQuota;
  /** Newest first. */
  backups: Listed<BackupView>;
}

/** For the overview: how many, and the newest. */
export interface SnapshotsGlance {
  quota: SnapshotQuota;
  snapshots: Listed<SnapshotView>;
}
