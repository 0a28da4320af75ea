/** How many a host may have. RStack: 0 none, a number, -1 what its group may; null where the master doesn't say. */
export type Quota = { size: "none" } | { size: "known"; limit: number } | { size: "unknown" };

export function quotaOf(number: number | null): Quota {
  if (number === 0) {
    return { size: "none" };
  }
  return number !== null && number > 0 ? { size: "known", limit: number } : { size: "unknown" };
}

/** Why one more can't be had; null where it can, or where the master alone knows. */
export function quotaBlock(quota: Quota, used: number): "limit-reached" | "not-offered" | null {
  if (quota.size === "none") {
    return "not-offered";
  }
  return quota.size === "known" && used >= quota.limit ? "limit-reached" : null;
}
