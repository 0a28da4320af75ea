import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/form/text-field";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Tag } from "@/components/ui/state";
import type { BatchKind, StaffBatchKind } from "@/lib/operations/batch-kinds";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { isForce, rulesOf } from "@/lib/operations/command-rules";
import { type BatchTarget, split } from "./batch-target";

const isOfStaff = (kind: BatchKind): kind is StaffBatchKind => rulesOf(kind).group === "provider";

interface BatchQuestionProps {
  kind: BatchKind;
  targets: BatchTarget[];
  blocked: BlockReason | null;
  /** Where its full name tells of one host, for many. */
  short?: string;
  /** Something is lost by it. */
  danger?: boolean;
  send: (form: FormData, names: Map<string, string>) => void;
  onClose: () => void;
}

/** One question for all: who is asked, who is left out and why. What it names stays as it was when it was asked. */
export function BatchQuestion({ kind, targets, blocked, send, onClose, ...look }: BatchQuestionProps) {
  const t = useTranslations();
  const o = useTranslations("operations");
  const [{ asked, skipped }] = useState(() => split(kind, targets, blocked));
  const count = asked.length;
  const total = count + skipped.length;
  const which = count === total ? t("words.hostCount", { count }) : t("batch.which.some", { count, total });
  // Those of staff are no part of the customers' texts.
  const asks = `ask.text.${kind}` as "ask.text.stop";
  const own = o.has(asks) ? o(asks) : undefined;
  const said = isOfStaff(kind) ? t(`staff-batch.text.${kind}`, { count }) : own;
  const { batch: fields } = rulesOf(kind);
  const [first, second] = asked;
  // Of one its name is typed, as on its own page; of many how many they are.
  const one = fields === "owner" && first && !second ? first : null;
  return (
    <ConfirmDialog
      id="batch-question"
      title={count === 0 ? o(`kind.${kind}`) : o(`ask.title.${kind}`, { name: which })}
      text={count === 0 ? t("batch.none") : said}
      confirm={(count > 1 && look.short) || o(`kind.${kind}`)}
      danger={isForce(kind) || fields === "owner" || look.danger}
      blocked={count === 0}
      typed={
        one
          ? { label: t("words.typeToConfirm", { name: one.name }), expected: one.name }
          : fields === "owner" && count > 0
            ? { label: t("staff-batch.typed", { count }), expected: String(count), name: "typedCount" }
            : undefined
      }
      answer={{
        result: null,
        pending: false,
        asked: false,
        run(form) {
          if (one) {
            form.delete("typedName");
            form.set("typedCount", String(count));
          }
          send(form, new Map(asked.map(({ id, name }) => [id, name])));
        },
      }}
      seed=""
      hidden={{ kind, vmids: asked.map(({ id }) => id).join(",") }}
      openOnMount
      onClose={onClose}
    >
      {count > 0 ? (
        <ul className="mt-3 flex flex-wrap gap-1.5" aria-label={t("words.hosts")}>
          {asked.map(({ id, name }) => (
            <li key={id}>
              <Tag>{name}</Tag>
            </li>
          ))}
        </ul>
      ) : null}
      {skipped.length > 0 ? (
        <>
          {count === 0 ? null : (
            <h3 className="mt-4 font-semibold">{t("batch.skipped", { count: skipped.length })}</h3>
          )}
          <ul className="divide-y divide-line text-13">
            {skipped.map(({ target, why }) => (
              <li key={target.id} className="py-1.5">
                <b>{target.name}</b> <span className="text-ink-2">{o(`reason.${why}`)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {fields === "note" && count > 0 ? (
        <div className="mt-4">
          <TextField name="note" label={t("batch.note")} maxLength={200} autoComplete="off" />
        </div>
      ) : null}
      {fields === "owner" && count > 0 ? (
        <div className="mt-4">
          <TextField
            name="newOwner"
            label={t("words.newOwnerNumber")}
            maxLength={64}
            required
            autoComplete="off"
          />
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
