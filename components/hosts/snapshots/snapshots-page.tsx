"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/form/text-field";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { useGap } from "@/components/ui/spacing";
import { isFull } from "@/lib/hosts/snapshots/snapshot-quota";
import type { BackupView, SnapshotsView, SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import type { RestoreUndo } from "@/lib/hosts/undo/restore-undo";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { Card } from "../../ui/card";
import { ListFault, LookAgain, useListProblem } from "../list-fault";
import { FormProblem } from "../network/form-problem";
import { useNextSteps, useSupport } from "../operate/next-step";
import { OperationProblem } from "../operate/operation-problem";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import type { HostFormAction } from "../power/use-power";
import { useSheet } from "../sheet-context";
import { useTimes } from "../time/use-times";
import { CREATE_SNAPSHOT, snapshotInProgress } from "./in-progress";
import { blockOfRows, SnapshotRow } from "./snapshot-row";
import { UndoNote } from "./undo-note";
import { useUsed } from "./use-used";

interface SnapshotsPageProps {
  view: SnapshotsView;
  undo: RestoreUndo | null;
  /** Null for a guest who may not. */
  saveNote: HostFormAction | null;
  /** The card beside; null where there is nothing to plan. */
  schedule: ReactNode;
}

export function SnapshotsPage({ view, undo, saveNote, schedule }: SnapshotsPageProps) {
  const { snapshots, backups } = view;
  return (
    <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
      <LookAgain problems={[snapshots, backups].map((list) => (list.ok ? null : list.problem))} />
      <div className="flex min-w-0 flex-col gap-4 md:gap-5">
        <UndoNote undo={undo} snapshots={snapshots} />
        <SnapshotsCard view={view} saveNote={saveNote} />
        <BackupsCard backups={backups} />
      </div>
      {schedule}
    </div>
  );
}

function SnapshotsCard({
  view: { snapshots, quota },
  saveNote,
}: Omit<SnapshotsPageProps, "schedule" | "undo">) {
  const w = useTranslations("words");
  const t = useTranslations("snapshots");
  const inWords = useUsed();
  const create = useHostOperation();
  const restore = useHostOperation();
  const remove = useHostOperation();
  const support = useSupport({ host: create.host.id });
  useNoteOfRestore(restore);
  const shown = useWithNew(snapshots.ok ? snapshots.items : []);
  const used = shown.length;
  const why = useWhyNot(create, blockOfRows({ restore, remove }));
  const full = quota.size === "some" && isFull(quota, used) ? t("full", { limit: quota.limit }) : null;
  const whyId = useId();
  const said = [...new Set([full, why.create, why.rows].filter(Boolean))].join(useGap());
  const isEmpty = snapshots.ok && used === 0;
  const key = (
    <CreateSnapshot
      operation={create}
      off={why.create ?? full}
      whyId={whyId}
      variant={isEmpty ? "primary" : "default"}
    />
  );
  return (
    <Card
      title={w("snapshots")}
      meta={snapshots.ok && used > 0 ? inWords(quota, used) : undefined}
      action={snapshots.ok && !isEmpty && quota.size !== "none" ? key : undefined}
      foot={
        said && !isEmpty ? (
          <span id={whyId} className={why.passes ? "sr-only" : undefined}>
            {said}
          </span>
        ) : undefined
      }
      flush
    >
      <OperationProblem result={create.result} />
      {[restore, remove].map(({ result }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two that never change places
        <FormProblem key={at} result={result} gone={null} className="m-3" />
      ))}
      {!snapshots.ok ? (
        <div className="p-4 md:p-5">
          <ListFault problem={snapshots.problem} />
        </div>
      ) : !isEmpty ? (
        <ul>
          {shown.map((snapshot, at) => (
            <SnapshotRow
              key={snapshot.name}
              note={saveNote}
              whyId={whyId}
              {...{ at, snapshot, quota, used, restore, remove }}
            />
          ))}
        </ul>
      ) : quota.size === "none" ? (
        <EmptyState title={t("notOffered")} text={t("askProvider", { id: create.host.id })}>
          {support ? (
            <ButtonLink href={support} plainLink>
              {w("contactSupport")}
            </ButtonLink>
          ) : null}
        </EmptyState>
      ) : (
        <EmptyState title={t("empty.title")}>
          {key}
          <span id={whyId} className="sr-only">
            {said}
          </span>
        </EmptyState>
      )}
    </Card>
  );
}

/** A restore that takes a safety snapshot first is told of above the list, as soon as it was taken. */
function useNoteOfRestore({ result }: HostOperation): void {
  const { refresh } = useRouter();
  const safety = result?.operation?.kind === CREATE_SNAPSHOT ? result.operation.id : null;
  useEffect(() => {
    if (safety !== null) {
      refresh();
    }
  }, [safety, refresh]);
}

/** Why none can be made, and why none can be restored or deleted, in words; `passes` by itself, in a moment. */
function useWhyNot({ blocked }: HostOperation, rows: BlockReason | null) {
  const reason = useTranslations("operations.reason");
  const create = blocked(CREATE_SNAPSHOT);
  return {
    create: create && reason(create),
    rows: rows && reason(rows),
    passes: (create ?? rows) === "operation-in-progress",
  };
}

interface CreateSnapshotProps {
  operation: HostOperation;
  /** Why it can't be done now, in words. */
  off: string | null;
  /** Of the element that says so. */
  whyId: string;
  variant: "default" | "primary";
}

function CreateSnapshot({ operation: { host, form }, off, whyId, variant }: CreateSnapshotProps) {
  const t = useTranslations("snapshots");
  const operations = useTranslations("operations");
  const id = `create-snapshot-${host.id}`;
  return (
    <>
      <DialogButton
        dialog={id}
        does="show-modal"
        icon="camera"
        variant={variant}
        {...(off ? { "aria-disabled": true, "aria-describedby": whyId, title: off } : {})}
      >
        {operations("kind.create-snapshot")}
      </DialogButton>
      <ConfirmDialog
        id={id}
        title={operations("kind.create-snapshot")}
        confirm={operations("kind.create-snapshot")}
        {...form(CREATE_SNAPSHOT)}
      >
        <TextField
          label={t("name")}
          name="note"
          maxLength={200}
          autoComplete="off"
          hint={host.state === "running" ? t("keepsRunning", { name: host.name }) : undefined}
        />
      </ConfirmDialog>
    </>
  );
}

/** One that is being made stands in the list as soon as it was asked for. */
function useWithNew(snapshots: SnapshotView[]): SnapshotView[] {
  const operation = snapshotInProgress(useSheet().host.operation);
  if (!operation || snapshots.some(({ state, shown }) => state === "making" || shown === operation.subject)) {
    return snapshots;
  }
  const coming: SnapshotView = {
    name: "",
    shown: operation.subject ?? "",
    note: null,
    createdAt: operation.startedAt,
    state: "making",
  };
  return [coming, ...snapshots];
}

/** Made by others and out of the customer's hands: listed, with whom to ask. Nothing where there are none. */
function BackupsCard({ backups }: Pick<SnapshotsView, "backups">) {
  const t = useTranslations("snapshots.backups");
  const w = useTranslations("words");
  const listProblem = useListProblem();
  const { provider } = useNextSteps();
  const support = useSupport({ host: useSheet().host.id });
  if (backups.ok && backups.items.length === 0) {
    return null;
  }
  return (
    <Card
      title={w("fullBackups")}
      meta={t("managed", { provider })}
      foot={
        // One text: the foot's parts stand apart.
        <span>
          {support
            ? t.rich("restore", { support: (words) => <Link href={support}>{words}</Link> })
            : t("restorePlain")}
        </span>
      }
      flush
    >
      {backups.ok ? (
        <ul>
          {backups.items.map((backup) => (
            <Backup key={backup.shown} backup={backup} />
          ))}
        </ul>
      ) : (
        <p className="p-4 text-13 text-ink-2 md:p-5">{listProblem(backups.problem)}</p>
      )}
    </Card>
  );
}

function Backup({ backup: { createdAt, shown, sizeGb, state } }: { backup: BackupView }) {
  const w = useTranslations("words");
  const format = useFormatter();
  const times = useTimes();
  const size = sizeGb === null ? null : format.number(sizeGb, { maximumFractionDigits: 1 });
  return (
    <li className="flex min-h-11 items-center gap-3 border-line border-b px-4 py-2.5 last:border-b-0 md:px-5">
      <Icon name="server" className="text-ink-3" />
      <span className="min-w-0 flex-1 truncate font-medium">
        {createdAt ? times.moment(createdAt) : shown}
      </span>
      <span className="text-13 text-ink-3 tabular-nums">
        {state === "making" ? w("creating") : size === null ? null : w("valueGb", { value: size })}
      </span>
    </li>
  );
}
