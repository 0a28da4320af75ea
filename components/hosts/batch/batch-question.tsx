import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/form/text-field";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Secret } from "@/components/ui/secret";
import type { BatchKind } from "@/lib/operations/batch-kinds";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { isForce, rulesOf } from "@/lib/operations/command-rules";
import { type BatchTarget, split } from "./batch-target";
import "@/components/ui/form/field.css";

interface BatchQuestionProps {
  kind: BatchKind;
  targets: BatchTarget[];
  blocked: BlockReason | null;
  formKey: string;
  send: (form: FormData, names: Map<string, string>) => void;
  onClose: () => void;
}

/** One question for all: who is asked, who is left out and why. What it names stays as it was when it was asked. */
export function BatchQuestion({ kind, targets, blocked, formKey, send, onClose }: BatchQuestionProps) {
  const t = useTranslations("batch");
  const o = useTranslations("operations");
  const [{ asked, skipped }] = useState(() => split(kind, targets, blocked));
  const count = asked.length;
  const total = count + skipped.length;
  const which = count === total ? t("which.all", { count }) : t("which.some", { count, total });
  const { batch: fields } = rulesOf(kind);
  return (
    <ConfirmDialog
      id="batch-question"
      title={t(`title.${kind}`, { which })}
      text={count === 0 ? t("none") : t(`text.${kind}`)}
      lost={isForce(kind) && count > 0 ? [o("ask.lost.unsaved"), o("ask.lost.disk")] : undefined}
      confirm={o(`kind.${kind}`)}
      cancel={o("ask.cancel")}
      danger={isForce(kind) || fields === "owner"}
      blocked={count === 0}
      typed={
        fields === "owner" && count > 0
          ? { label: t("typed", { count }), expected: String(count), name: "typedCount" }
          : undefined
      }
      action={(form) => send(form, new Map(asked.map(({ id, name }) => [id, name])))}
      openOnMount
      onClose={onClose}
    >
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="formKey" value={formKey} />
      <input type="hidden" name="vmids" value={asked.map(({ id }) => id).join(",")} />
      {count > 0 ? (
        <ul className="batch-names mt-3 flex flex-wrap gap-1.5" aria-label={t("asked")}>
          {asked.map(({ id, name }) => (
            <li key={id}>
              <Secret>{name}</Secret>
            </li>
          ))}
        </ul>
      ) : null}
      {skipped.length > 0 ? (
        <>
          <h3 className="mt-4 font-strong">{t("skipped", { count: skipped.length })}</h3>
          <ul className="batch-skipped">
            {skipped.map(({ target, why }) => (
              <li key={target.id}>
                <b>
                  <Secret>{target.name}</Secret>
                </b>{" "}
                <span>{o(`reason.${why}`)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {fields === "note" ? (
        <div className="mt-4">
          <TextField name="note" label={t("note")} maxLength={200} autoComplete="off" />
        </div>
      ) : null}
      {fields === "owner" ? (
        <div className="mt-4">
          <TextField name="newOwner" label={t("newOwner")} maxLength={64} required autoComplete="off" />
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
