import { useTranslations } from "next-intl";
import { useId } from "react";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogKey } from "@/components/ui/overlay/dialog";
import { isFull, type SnapshotQuota } from "@/lib/hosts/snapshots/snapshot-quota";
import type { SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import type { OperationKind } from "@/lib/operations/command-rules";
import type { HostOperation } from "../operate/use-host-operation";
import type { HostFormAction } from "../power/use-power";
import { useTimes } from "../time/use-times";
import { NoteEditor } from "./note-editor";
import "@/components/ui/form/field.css";

interface SnapshotTableProps {
  snapshots: SnapshotView[];
  quota: SnapshotQuota;
  restore: HostOperation;
  remove: HostOperation;
  note: HostFormAction;
  /** Of the line below that says why nothing can be done now, for all keys. */
  createWhyId: string;
}

export function SnapshotTable({ snapshots, createWhyId, ...rest }: SnapshotTableProps) {
  const t = useTranslations("snapshots");
  const reason = useTranslations("operations.reason");
  const title = useTranslations("snapshot-count")("title");
  const ownId = useId();
  // Where none may be made that line says so, and not why these keys wait; a protected host can still make some.
  const block = rest.restore.blocked("restore-snapshot") ?? rest.remove.blocked("delete-snapshot");
  const ownLine = rest.quota.size === "none" || block === "protected";
  const whyId = ownLine ? ownId : createWhyId;
  return (
    <>
      <table className="list snapshots" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t("column.name")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col">
              <span className="sr-only">{t("column.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {snapshots.map((snapshot, at) => (
            <Row
              key={snapshot.name}
              at={at}
              snapshot={snapshot}
              whyId={whyId}
              used={snapshots.length}
              {...rest}
            />
          ))}
        </tbody>
      </table>
      <p id={ownId} className="mt-3 text-ink-2 text-sm empty:hidden">
        {ownLine && block && snapshots.some(({ state }) => state === "ready") ? reason(block) : null}
      </p>
    </>
  );
}

interface RowProps extends Omit<SnapshotTableProps, "snapshots" | "createWhyId"> {
  snapshot: SnapshotView;
  at: number;
  used: number;
  whyId: string;
}

function Row({ snapshot, at, used, quota, restore, remove, note, whyId }: RowProps) {
  const t = useTranslations("snapshots");
  const times = useTimes();
  const { host } = restore;
  const ready = snapshot.state === "ready";
  const made = snapshot.createdAt ? times.moment(snapshot.createdAt) : null;
  const id = (kind: "restore-snapshot" | "delete-snapshot") => `ask-${kind}-${host.id}-${at}`;
  const whyNot = (operation: HostOperation, kind: OperationKind) =>
    operation.blocked(kind) === null ? {} : ({ "aria-disabled": true, "aria-describedby": whyId } as const);
  return (
    <tr data-snapshot={snapshot.name}>
      <td>
        <span className="snapshot-name flex items-center gap-1">
          <b>{snapshot.note ?? made ?? snapshot.shown}</b>
          {ready ? <NoteEditor vmId={host.id} at={at} snapshot={snapshot} made={made} action={note} /> : null}
        </span>
        {/* Its name holds a time of RStack's own clock: it stands where no better one is known. */}
        {snapshot.note && snapshot.createdAt ? (
          <small>
            <time dateTime={snapshot.createdAt}>{made}</time>
          </small>
        ) : made ? null : (
          <small>
            {t("timeUnknown")} {snapshot.note ? <span className="mono">{snapshot.shown}</span> : null}
          </small>
        )}
      </td>
      <td className={ready ? "text-ink-2" : "text-busy-text"} data-label={t("column.state")}>
        {t(`state.${snapshot.state}`)}
      </td>
      <td>
        {ready ? (
          <span className="row-keys">
            <AskKey dialog={id("restore-snapshot")} {...whyNot(restore, "restore-snapshot")}>
              {t("restore")}
            </AskKey>
            <AskKey
              dialog={id("delete-snapshot")}
              label={t("delete")}
              {...whyNot(remove, "delete-snapshot")}
            />
            <SnapshotQuestion
              id={id("restore-snapshot")}
              kind="restore-snapshot"
              operation={restore}
              {...{ snapshot, quota, used }}
            />
            <SnapshotQuestion
              id={id("delete-snapshot")}
              kind="delete-snapshot"
              operation={remove}
              {...{ snapshot, quota, used }}
            />
          </span>
        ) : null}
      </td>
    </tr>
  );
}

interface AskKeyProps {
  dialog: string;
  label?: string;
  children?: string;
  "aria-disabled"?: true;
  "aria-describedby"?: string;
}

/** Opens its question, unless it is off: then it stays reachable, and does nothing. */
function AskKey({ dialog, label, children, ...off }: AskKeyProps) {
  return (
    <DialogKey
      // An invoker command works before hydration as well: one that is off has none.
      dialog={off["aria-disabled"] ? "" : dialog}
      does="show-modal"
      icon={label ? "trash" : undefined}
      variant={label ? "plain" : "key"}
      aria-label={label}
      {...off}
    >
      {children}
    </DialogKey>
  );
}

interface SnapshotQuestionProps {
  id: string;
  kind: "restore-snapshot" | "delete-snapshot";
  operation: HostOperation;
  snapshot: SnapshotView;
  quota: SnapshotQuota;
  used: number;
}

/** Asks for the host's name before something that can't be had back is lost. */
function SnapshotQuestion({ id, kind, operation, snapshot, quota, used }: SnapshotQuestionProps) {
  const t = useTranslations("snapshots");
  const times = useTimes();
  const { host, form } = operation;
  const isRestore = kind === "restore-snapshot";
  const at = snapshot.createdAt;
  const names = { name: host.name, snapshot: snapshot.note ?? (at ? times.moment(at) : snapshot.shown) };
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
      {...form(kind, { snapshot: snapshot.name })}
    />
  );
}
