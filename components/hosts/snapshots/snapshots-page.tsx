"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { SnapshotsView, SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import { isGoing } from "@/lib/operations/operation-view";
import { Card } from "../../ui/card";
import { ListFault } from "../list-fault";
import { OperationProblem } from "../operate/operation-problem";
import { type HostFormAction, useHostOperation } from "../operate/use-host-operation";
import { useSheet } from "../sheet-context";
import { BackupsCard } from "./backups-card";
import { CreateForm } from "./create-form";
import { Slots } from "./slots";
import { SnapshotTable } from "./snapshot-table";
import { useUsed } from "./use-used";

interface SnapshotsPageProps {
  view: SnapshotsView;
  actions: Record<"create" | "restore" | "remove" | "note", HostFormAction>;
}

export function SnapshotsPage({ view, actions }: SnapshotsPageProps) {
  const t = useTranslations("snapshots");
  const title = useTranslations("snapshot-count")("title");
  const used = useUsed();
  const whyId = useId();
  const create = useHostOperation(actions.create);
  const restore = useHostOperation(actions.restore);
  const remove = useHostOperation(actions.remove);
  const { snapshots, quota, backups } = view;
  const shown = useWithNew(snapshots.ok ? snapshots.items : []);
  return (
    <div className="host-body">
      <div>
        <Card title={title} aside={snapshots.ok ? used(quota, shown.length) : undefined}>
          {[create, restore, remove].map(({ result }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: three that never change places
            <OperationProblem key={at} result={result} />
          ))}
          {snapshots.ok ? (
            <>
              <Slots quota={quota} snapshots={shown} />
              {shown.length > 0 ? (
                <SnapshotTable
                  snapshots={shown}
                  quota={quota}
                  restore={restore}
                  remove={remove}
                  note={actions.note}
                  createWhyId={whyId}
                />
              ) : quota.size === "none" ? null : (
                <p className="text-ink-2">{t("empty")}</p>
              )}
              <CreateForm operation={create} quota={quota} used={shown.length} whyId={whyId} />
            </>
          ) : (
            <ListFault
              problem={snapshots.problem}
              noAnswer={t("noAnswer")}
              refused={(text) => t("refused", { text })}
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
  const t = useTranslations("snapshots");
  const { operation } = useSheet().host;
  const isMaking = operation?.kind === "create-snapshot" && isGoing(operation.outcome);
  if (!isMaking || snapshots.some(({ state, shown }) => state === "making" || shown === operation.subject)) {
    return snapshots;
  }
  const coming: SnapshotView = {
    name: "",
    shown: operation.subject ?? t("noName"),
    note: null,
    createdAt: operation.startedAt,
    state: "making",
  };
  return [coming, ...snapshots];
}
