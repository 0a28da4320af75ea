import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { CheckField } from "@/components/ui/form/check-field";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { TextField } from "@/components/ui/form/text-field";
import { Icon } from "@/components/ui/icon";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { StateDot } from "@/components/ui/state";
import { isFull, type SnapshotQuota } from "@/lib/hosts/snapshots/snapshot-quota";
import type { SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import type { BlockReason } from "@/lib/operations/block-reasons";
import type { HostOperation } from "../operate/use-host-operation";
import type { HostFormAction } from "../power/use-power";
import { useTimes } from "../time/use-times";

interface RowProps {
  /** Place in the list. */
  at: number;
  snapshot: SnapshotView;
  quota: SnapshotQuota;
  used: number;
  restore: HostOperation;
  remove: HostOperation;
  note: HostFormAction | null;
  /** Of the element that says why nothing can be done now. */
  whyId: string;
}

/** Why none can be restored or deleted now; null where one can. */
export const blockOfRows = ({ restore, remove }: Pick<RowProps, "restore" | "remove">): BlockReason | null =>
  restore.blocked("restore-snapshot") ?? remove.blocked("delete-snapshot");

/** One snapshot: its name or else its time, and what can be done with it once it is there. */
export function SnapshotRow({ at, snapshot, whyId, note, restore, remove, ...left }: RowProps) {
  const w = useTranslations("words");
  const t = useTranslations("snapshots");
  const times = useTimes();
  const { host } = restore;
  const { createdAt } = snapshot;
  const ready = snapshot.state === "ready";
  const made = createdAt ? times.moment(createdAt) : null;
  const name = snapshot.note ?? made ?? snapshot.shown;
  const operations = { "restore-snapshot": restore, "delete-snapshot": remove };
  const key = (kind: keyof typeof operations) => ({
    // An invoker command works before hydration as well: one that is off has none.
    ...(operations[kind].blocked(kind) === null
      ? { dialog: `ask-${kind}-${host.id}-${at}` }
      : ({ dialog: "", "aria-disabled": true, "aria-describedby": whyId } as const)),
    does: "show-modal" as const,
  });
  const question = { snapshot, name, ...left };
  return (
    <li
      data-snapshot={snapshot.name}
      className="flex min-h-15 items-center gap-3 border-line border-b px-4 py-2.5 last:border-b-0 hover:bg-hover md:px-5"
    >
      <span className="grid w-4 shrink-0 place-items-center">
        {ready ? <Icon name="camera" className="text-ink-3" /> : <StateDot sign="working" />}
      </span>
      <div className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium">{name}</span>
        <span className="truncate text-13 text-ink-2 tabular-nums">
          {!ready ? (
            w("creating")
          ) : createdAt === null ? (
            // Its name holds a time of RStack's own clock: it stands where no better one is known.
            `${t("timeUnknown")}${snapshot.note ? ` · ${snapshot.shown}` : ""}`
          ) : snapshot.note ? (
            <time dateTime={createdAt}>{made}</time>
          ) : null}
        </span>
        {snapshot.safety ? <SafetyLine {...snapshot.safety} /> : null}
      </div>
      {ready ? (
        <>
          <DialogButton {...key("restore-snapshot")}>{t("restore")}</DialogButton>
          <span className="-mr-2 flex">
            {note ? <Rename {...{ vmId: host.id, at, snapshot, name, action: note }} /> : null}
            <DialogButton
              {...key("delete-snapshot")}
              variant="ghost"
              icon="trash"
              aria-label={w("delete")}
              title={w("delete")}
            />
          </span>
          <Question
            {...question}
            id={`ask-restore-snapshot-${host.id}-${at}`}
            kind="restore-snapshot"
            operation={restore}
          />
          <Question
            {...question}
            id={`ask-delete-snapshot-${host.id}-${at}`}
            kind="delete-snapshot"
            operation={remove}
          />
        </>
      ) : null}
    </li>
  );
}

/** What the panel made by itself, it deletes by itself. */
function SafetyLine({ until }: NonNullable<SnapshotView["safety"]>) {
  const t = useTranslations("snapshots.safety");
  const times = useTimes();
  return (
    <span className="wrap-anywhere text-13 text-ink-2 tabular-nums">
      {until ? t("until", { until: times.moment(until) }) : t("name")}
    </span>
  );
}

interface RenameProps {
  vmId: string;
  at: number;
  snapshot: SnapshotView;
  name: string;
  action: HostFormAction;
}

/** The customer's own name for a snapshot; RStack doesn't know it. */
function Rename({ vmId, at, snapshot, name, action }: RenameProps) {
  const w = useTranslations("words");
  const t = useTranslations("snapshots.rename");
  const { refresh } = useRouter();
  return (
    <FormDialog
      id={`rename-${vmId}-${at}`}
      action={action}
      deed={w("save")}
      title={t("title", { name })}
      opens={{ variant: "ghost", icon: "pencil", label: w("rename") }}
      hidden={{ vmid: vmId, snapshot: snapshot.name }}
      faults={{ protected: t("protected") }}
      onDone={refresh}
    >
      <TextField
        label={w("name")}
        name="note"
        defaultValue={snapshot.note ?? ""}
        maxLength={200}
        autoComplete="off"
        hint={t("hint")}
      />
    </FormDialog>
  );
}

interface QuestionProps extends Pick<RowProps, "snapshot" | "quota" | "used"> {
  id: string;
  kind: "restore-snapshot" | "delete-snapshot";
  name: string;
  operation: HostOperation;
}

/** Asks for the host's name before something that can't be had back is lost. */
function Question({ id, kind, operation, snapshot, name, quota, used }: QuestionProps) {
  const w = useTranslations("words");
  const t = useTranslations("snapshots");
  const times = useTimes();
  const { host, form } = operation;
  const does = kind === "restore-snapshot" ? "restore" : "delete";
  const at = snapshot.createdAt;
  const hasRoom = does === "restore" && !isFull(quota, used);
  const noWayBack =
    quota.size === "some" ? t("lost.noWayBackFull", { limit: quota.limit }) : t("lost.forGood");
  return (
    <ConfirmDialog
      id={id}
      title={t(`ask.${does}`, { name })}
      text={
        at
          ? t(`ask.${does}Text`, { host: host.name, moment: times.moment(at), since: times.since(at) })
          : t("ask.unknown")
      }
      lost={
        does === "restore"
          ? [t("lost.changes"), ...(hasRoom ? [] : [noWayBack]), t("lost.away", { host: host.name })]
          : [t("lost.files"), t("lost.forGood")]
      }
      confirm={does === "delete" ? w("delete") : t("restore")}
      danger
      typed={{ label: w("typeToConfirm", { name: host.name }), expected: host.name }}
      {...form(kind, { snapshot: snapshot.name })}
    >
      {hasRoom ? (
        <CheckField name="safety" label={t("safety.first")} text={t("safety.text")} defaultChecked />
      ) : null}
    </ConfirmDialog>
  );
}
