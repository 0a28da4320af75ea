import { useTranslations } from "next-intl";
import { useId } from "react";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { KeyLink } from "@/components/ui/key-link";
import { isFull, type SnapshotQuota } from "@/lib/hosts/snapshots/snapshot-quota";
import { useNextSteps } from "../operate/next-step";
import type { HostOperation } from "../operate/use-host-operation";
import { Way } from "../overview/way";
import { CREATE_SNAPSHOT } from "./in-progress";
import "@/components/ui/form/field.css";

interface CreateFormProps {
  operation: HostOperation;
  quota: SnapshotQuota;
  used: number;
  /** Of the text that says why the key can't be pressed. */
  whyId: string;
}

/** The key stays where it is when it can't be pressed now, with the reason in words beside it. */
export function CreateForm({ operation, quota, used, whyId }: CreateFormProps) {
  const t = useTranslations("snapshots");
  const noteId = useId();
  const reason = useWhyNot(operation, quota, used);
  const { host, form } = operation;
  const { support, provider } = useNextSteps();
  if (quota.size === "none") {
    return (
      <>
        <p id={whyId} className="max-w-[62ch] text-ink-2">
          {reason}
        </p>
        <ul className="state-steps">
          <Way icon="mail" title={t("ask.plan", { provider })} text={t("ask.planText", { id: host.id })}>
            {support ? (
              <KeyLink href={support} plainLink variant="accent">
                {t("support")}
              </KeyLink>
            ) : null}
          </Way>
        </ul>
      </>
    );
  }
  return (
    <AnswerForm {...form(CREATE_SNAPSHOT)} className="snapshot-create">
      {/* While it is on its way, too: what was typed must be there where no answer comes. */}
      {reason === null || operation.pending ? (
        <div className="field">
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            <label htmlFor={noteId}>{t("note")}</label>
            <small id={`${noteId}-hint`}>{t("noteHint")}</small>
          </span>
          <input
            id={noteId}
            name="note"
            className="input"
            maxLength={200}
            autoComplete="off"
            aria-describedby={`${noteId}-hint`}
          />
        </div>
      ) : (
        <input type="hidden" name="note" value="" />
      )}
      <SubmitKey
        variant="accent"
        icon="plus"
        aria-disabled={reason !== null || undefined}
        aria-describedby={whyId}
      >
        {t("create")}
      </SubmitKey>
      <span id={whyId} className={reason ? "text-ink-2 text-sm" : "w-full text-ink-2 text-sm empty:hidden"}>
        {reason ?? (quota.size === "unknown" ? t("sizeUnknown") : null)}
      </span>
    </AnswerForm>
  );
}

function useWhyNot({ blocked }: HostOperation, quota: SnapshotQuota, used: number): string | null {
  const t = useTranslations("snapshots");
  const reason = useTranslations("operations.reason");
  if (quota.size === "none") {
    return t("notOffered");
  }
  const block = blocked(CREATE_SNAPSHOT);
  if (block === null && quota.size === "some" && isFull(quota, used)) {
    return t("full", { limit: quota.limit });
  }
  return block && reason(block);
}
