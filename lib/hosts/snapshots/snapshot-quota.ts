/** How many snapshots a host may have. `unknown`: what its group may (-1), or the master doesn't say: it decides. */
export type SnapshotQuota = { size: "none" } | { size: "some"; limit: number } | { size: "unknown" };

/** From the row's `backup_snapshot`. */
export function snapshotQuotaOf(quota: number | null): SnapshotQuota {
  if (quota === null || quota < 0) {
    return { size: "unknown" };
  }
  return quota === 0 ? { size: "none" } : { size: "some", limit: quota };
}

/** Whether one more would be too many; never where the size is unknown. */
export const isFull = (quota: SnapshotQuota, used: number): boolean =>
  quota.size === "none" || (quota.size === "some" && used >= quota.limit);
