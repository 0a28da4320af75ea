import { useTranslations } from "next-intl";
import type { SnapshotQuota } from "@/lib/hosts/snapshots/snapshot-quota";
import type { SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";

interface SlotsProps {
  quota: SnapshotQuota;
  snapshots: Pick<SnapshotView, "name" | "state">[];
}

/** More than one counts at a glance are told in words alone. */
const MOST = 16;

/** Each that is allowed is a slot that one can count. */
export function Slots({ quota, snapshots }: SlotsProps) {
  const t = useTranslations("snapshot-count");
  if (quota.size !== "some" || quota.limit > MOST) {
    return null;
  }
  const making = snapshots.filter(({ state }) => state === "making").length;
  const used = snapshots.length;
  const states = Array.from({ length: quota.limit }, (_, at) =>
    at < used - making ? "used" : at < used ? "making" : "free",
  );
  const counts = { used, limit: quota.limit };
  return (
    <div className="slots" role="img" aria-label={making > 0 ? t("slotsMaking", counts) : t("slots", counts)}>
      {states.map((state, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
        <i key={at} className={state} />
      ))}
    </div>
  );
}
