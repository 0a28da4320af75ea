import { useTranslations } from "next-intl";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
import { Banner } from "@/components/ui/page/banner";
import { useGap } from "@/components/ui/spacing";
import type { Listed } from "@/lib/hosts/list-problem";
import type { SnapshotView } from "@/lib/hosts/snapshots/snapshots-view";
import type { RestoreUndo } from "@/lib/hosts/undo/restore-undo";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { FormProblem } from "../network/form-problem";
import { useNextSteps } from "../operate/next-step";
import { useHostOperation } from "../operate/use-host-operation";
import { useReason } from "../operate/use-reason";
import { useTimes } from "../time/use-times";
import { RESTORE_SNAPSHOT } from "./in-progress";

interface UndoNoteProps {
  undo: RestoreUndo | null;
  /** As they are listed now: what isn't there brings nothing back. */
  snapshots: Listed<SnapshotView>;
}

/** How far a restore with a safety snapshot is, and the way back from it. */
export function UndoNote({ undo, snapshots }: UndoNoteProps) {
  const t = useTranslations("snapshots.undo");
  const reason = useReason();
  const gap = useGap();
  const { provider } = useNextSteps();
  if (undo === null) {
    return null;
  }
  if (undo.state === "going") {
    return (
      <>
        <RefreshWhile />
        <Banner tone="info" title={t("going")} text={t("goingText")} role="status" />
      </>
    );
  }
  if (undo.state === "stopped") {
    const why = BLOCK_REASONS.find((known) => known === undo.reason);
    return (
      <Banner
        title={t("stopped")}
        text={[why && reason(why), t("stoppedText")].filter(Boolean).join(gap)}
        role="status"
      />
    );
  }
  if (!snapshots.ok) {
    return null;
  }
  return snapshots.items.some(({ name }) => name === undo.safety) ? (
    <Kept {...undo} />
  ) : (
    <Banner tone="grey" title={t("gone")} text={t("goneText", { provider })} />
  );
}

function Kept({ safety, until }: Extract<RestoreUndo, { state: "kept" }>) {
  const w = useTranslations("words");
  const t = useTranslations("snapshots");
  const times = useTimes();
  const reason = useReason();
  const { host, form, blocked, result } = useHostOperation();
  const why = blocked(RESTORE_SNAPSHOT);
  const id = `undo-restore-${host.id}`;
  const name = host.name;
  return (
    <div id="undo" className="scroll-mt-20">
      <Banner
        tone="info"
        title={t("undo.kept", { name })}
        text={why ? reason(why) : t("undo.keptText", { until: times.moment(until) })}
        actions={
          <DialogButton dialog={why ? "" : id} does="show-modal" aria-disabled={why !== null || undefined}>
            {w("undo")}
          </DialogButton>
        }
      />
      <FormProblem result={result} gone={null} />
      {why ? null : <OpenByAddress dialog={id} />}
      <ConfirmDialog
        id={id}
        title={t("undo.ask", { name })}
        text={t("undo.askText", { name })}
        lost={[t("lost.changes"), t("lost.forGood"), t("lost.away", { host: name })]}
        confirm={w("undo")}
        danger
        typed={{ label: w("typeToConfirm", { name }), expected: name }}
        {...form(RESTORE_SNAPSHOT, { snapshot: safety })}
      />
    </div>
  );
}
