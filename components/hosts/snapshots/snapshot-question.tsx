import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { isFull, type SnapshotQuota } from "@/lib/hosts/snapshots/snapshot-quota";
import type { SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import { HostFields } from "../operate/host-fields";
import type { HostOperation } from "../operate/use-host-operation";
import { useTimes } from "../time/use-times";
import "@/components/ui/form/field.css";

interface SnapshotQuestionProps {
  id: string;
  kind: "restore-snapshot" | "delete-snapshot";
  operation: HostOperation;
  snapshot: SnapshotView;
  quota: SnapshotQuota;
  used: number;
}

/** Asks for the host's name before something that can't be had back is lost. */
export function SnapshotQuestion({ id, kind, operation, snapshot, quota, used }: SnapshotQuestionProps) {
  const t = useTranslations("snapshots");
  const times = useTimes();
  const { host, submit, result } = operation;
  const isRestore = kind === "restore-snapshot";
  const names = { name: host.name, snapshot: snapshot.shown };
  const at = snapshot.createdAt;
  const noWayBack =
    quota.size === "some" && isFull(quota, used)
      ? t("lost.noWayBackFull", { limit: quota.limit })
      : t("lost.noWayBack");
  return (
    <ConfirmDialog
      id={id}
      title={isRestore ? t("ask.restore", names) : t("ask.delete", names)}
      text={
        at ? t("ask.created", { moment: times.moment(at), since: times.since(at) }) : t("ask.createdUnknown")
      }
      lost={
        isRestore
          ? [t("lost.changes"), noWayBack, t("lost.away")]
          : [
              t("lost.kept", names),
              t("lost.files"),
              snapshot.note ? t("lost.forGoodNote") : t("lost.forGood"),
            ]
      }
      confirm={isRestore ? t("restore") : t("delete")}
      cancel={t("cancel")}
      danger
      typed={{ label: t("typeName", { name: host.name }), expected: host.name }}
      action={submit}
    >
      <HostFields vmId={host.id} kind={kind} result={result} />
      <input type="hidden" name="snapshot" value={snapshot.name} />
    </ConfirmDialog>
  );
}
