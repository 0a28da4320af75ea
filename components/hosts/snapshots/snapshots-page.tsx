"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useId } from "react";
import { Link } from "@/components/ui/link";
import type { BackupView, SnapshotsView, SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import { Card } from "../../ui/card";
import { faultText, ListFault, LookAgain } from "../list-fault";
import { FormProblem } from "../network/form-problem";
import { useNextSteps } from "../operate/next-step";
import { OperationProblem } from "../operate/operation-problem";
import { useHostOperation } from "../operate/use-host-operation";
import type { HostFormAction } from "../power/use-power";
import { useSheet } from "../sheet-context";
import { useTimes } from "../time/use-times";
import { CreateForm } from "./create-form";
import { snapshotInProgress } from "./in-progress";
import { Slots } from "./slots";
import { SnapshotTable } from "./snapshot-table";
import { useUsed } from "./use-used";

interface SnapshotsPageProps {
  view: SnapshotsView;
  saveNote: HostFormAction;
}

export function SnapshotsPage({ view, saveNote }: SnapshotsPageProps) {
  const t = useTranslations("snapshots");
  const title = useTranslations("snapshot-count")("title");
  const used = useUsed();
  const whyId = useId();
  const { host } = useSheet();
  const create = useHostOperation();
  const restore = useHostOperation();
  const remove = useHostOperation();
  const { snapshots, quota, backups } = view;
  const shown = useWithNew(snapshots.ok ? snapshots.items : []);
  return (
    <div className="host-body">
      <LookAgain problems={[snapshots, backups].map((list) => (list.ok ? null : list.problem))} />
      <div>
        <Card
          title={title}
          aside={
            <span className="inline-flex flex-wrap justify-end gap-x-4">
              {snapshots.ok ? used(quota, shown.length) : null}
              {quota.size === "none" ? null : (
                <Link href={`/hosts/${host.id}/schedules`}>{t("bySchedule")}</Link>
              )}
            </span>
          }
        >
          <OperationProblem result={create.result} />
          {[restore, remove].map(({ result }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two that never change places
            <FormProblem key={at} result={result} gone={null} className="mb-3" />
          ))}
          {snapshots.ok ? (
            <>
              <Slots quota={quota} snapshots={shown} />
              <CreateForm operation={create} quota={quota} used={shown.length} whyId={whyId} />
              {shown.length > 0 ? (
                <SnapshotTable
                  snapshots={shown}
                  quota={quota}
                  restore={restore}
                  remove={remove}
                  note={saveNote}
                  createWhyId={whyId}
                />
              ) : quota.size === "none" ? null : (
                <p className="text-ink-2">{t("empty")}</p>
              )}
            </>
          ) : (
            <ListFault
              problem={snapshots.problem}
              noAnswer={t("noAnswer")}
              unconfirmed={t("unconfirmed")}
              refused={(text) => t("refused", { text })}
              unreadable={(what) => t("unreadable", { what })}
              retry={t("retry")}
            />
          )}
        </Card>
      </div>
      <div>
        <BackupsCard backups={backups} />
      </div>
    </div>
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

/** Made by others and out of the customer's hands: listed, with what can't be done said plainly. */
function BackupsCard({ backups }: Pick<SnapshotsView, "backups">) {
  const t = useTranslations("snapshots.backups");
  const { provider } = useNextSteps();
  return (
    <Card title={t("title")}>
      {backups.ok ? (
        backups.items.length > 0 ? (
          <ul className="backups">
            {backups.items.map((backup) => (
              <Backup key={backup.shown} backup={backup} />
            ))}
          </ul>
        ) : (
          <p className="text-ink-2">{t("none")}</p>
        )
      ) : (
        <p className="text-ink-2">
          {faultText(backups.problem, {
            noAnswer: t("noAnswer"),
            unconfirmed: t("unconfirmed"),
            refused: () => t("refused"),
            unreadable: (what) => t("unreadable", { what }),
          })}
        </p>
      )}
      {backups.ok && backups.items.length === 0 ? null : (
        <p className="mt-3 text-ink-2 text-sm">{t("limits", { provider })}</p>
      )}
    </Card>
  );
}

function Backup({ backup }: { backup: BackupView }) {
  const t = useTranslations("snapshots");
  const format = useFormatter();
  const times = useTimes();
  const { createdAt, sizeGb, state } = backup;
  const made = createdAt ? times.moment(createdAt) : null;
  const facts = [
    sizeGb === null ? null : t("backups.size", { size: format.number(sizeGb, { maximumFractionDigits: 1 }) }),
    state === "making" ? t("state.making") : null,
  ];
  return (
    <li>
      <b className={made ? undefined : "mono"}>{made ?? backup.shown}</b>
      <small>{facts.filter(Boolean).join(" · ")}</small>
    </li>
  );
}
