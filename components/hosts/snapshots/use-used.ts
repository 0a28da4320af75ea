import { useTranslations } from "next-intl";
import type { SnapshotQuota } from "@/lib/hosts/snapshots/snapshot-quota";

/** "2 of 3 used"; how many alone where nobody told of how many, nothing where there are none and may be none. */
export function useUsed() {
  const w = useTranslations("words");
  return (quota: SnapshotQuota, used: number): string | undefined =>
    quota.size === "none" && used === 0
      ? undefined
      : quota.size === "some"
        ? w("usedOf", { used, limit: quota.limit })
        : String(used);
}
