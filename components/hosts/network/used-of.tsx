import { useTranslations } from "next-intl";
import type { DomainList, PortList } from "@/lib/hosts/network/network-view";
import { type Quota, quotaBlock } from "@/lib/hosts/network/quota";

/** "4 of 10 used"; the number alone where the master alone knows the limit. Null where the count isn't told. */
export function UsedOf({ quota, used }: { quota: Quota; used: number | null }) {
  const t = useTranslations("network.used");
  if (quota.size === "none" && !used) {
    return t("none");
  }
  if (used === null) {
    return null;
  }
  return quota.size === "known" ? t("known", { used, limit: quota.limit }) : t("unknown", { used });
}

/** Why one more can't be had, in words; null where it can. */
export function useListWhy({ quota, rows, problem }: PortList | DomainList): string | null {
  const t = useTranslations();
  const why = quotaBlock(quota, rows?.length ?? 0);
  if (problem?.kind === "unreadable") {
    return t("network.unreadableKey");
  }
  return why && t(`operations.reason.${why}`);
}
