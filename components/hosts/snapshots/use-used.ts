import { useTranslations } from "next-intl";
import type { SnapshotQuota } from "@/lib/hosts/snapshots/snapshot-quota";

/** "2 of 3 used"; how many alone where nobody told of how many. */
export function useUsed() {
  const t = useTranslations("snapshot-count");
  return (quota: SnapshotQuota, used: number): string =>
    quota.size === "some" ? t("used", { used, limit: quota.limit }) : t("usedOpen", { used });
}
