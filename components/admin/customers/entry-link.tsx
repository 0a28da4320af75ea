"use client";

import type { ReactNode } from "react";
import { type FormAnswer, useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { NoticeLine } from "@/components/ui/notice-line";
import { Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import { CopyLine } from "@/components/ui/well";
import type { ActionResult } from "@/lib/action-result";

/** The link travels in the answer alone, where it is shown. */
type LinkAction = FormAction<{ shown: string }>;

export interface LinkActions {
  mail: FormAction | null;
  /** Where the mail goes, in words; null where that isn't known. */
  mailsTo: ReactNode;
  /** For admins alone. */
  show: LinkAction | null;
  texts: Record<"invite" | "reset" | "text" | "mail" | "mailed" | "show" | "shown" | "copy", string>;
}

interface EntryLinkProps extends LinkActions {
  userId: string;
  /** Whose password it sets; null: it invites. */
  account: { id: string; username: string } | null;
}

const nothing: LinkAction = async () => ({ ok: true });

/** A way in for the customer: mailed, or shown once to be handed over. */
export function EntryLink({ userId, account, mail, mailsTo, show, texts }: EntryLinkProps) {
  const mailed: FormAnswer<{ shown: string }> = useAnswer(mail ?? nothing);
  const shown = useAnswer(show ?? nothing);
  if (!mail && !show) {
    return null;
  }
  const id = account ? `link-${account.username}` : "invite";
  const title = account ? texts.reset : texts.invite;
  const pending = mailed.pending || shown.pending;
  return (
    <>
      <DialogButton dialog={id} does="show-modal" icon="mail" variant={account ? "ghost" : "default"}>
        {title}
      </DialogButton>
      <Dialog id={id} title={account ? `${title} · ${account.username}` : title}>
        <AnswerForm
          answer={mailed}
          hidden={{ userId, ...(account ? { accountId: account.id } : {}) }}
          className="mt-1 grid gap-3"
          quiet
          keep
        >
          <p className="text-ink-2">{texts.text}</p>
          {mailsTo ? <p className="text-13 text-ink-2">{mailsTo}</p> : null}
          {pending ? null : (
            <>
              {mailed.asked ? null : <Outcome result={mailed.result} texts={texts} />}
              {shown.asked ? null : <Outcome result={shown.result} texts={texts} />}
            </>
          )}
          <div className="dialog-keys">
            {show ? (
              <SubmitButton formAction={shown.run} variant={mail ? "default" : "primary"} icon="eye">
                {texts.show}
              </SubmitButton>
            ) : null}
            {mail ? (
              <SubmitButton formAction={mailed.run} variant="primary" icon="mail">
                {texts.mail}
              </SubmitButton>
            ) : null}
          </div>
        </AnswerForm>
      </Dialog>
    </>
  );
}

interface OutcomeProps extends Pick<EntryLinkProps, "texts"> {
  result: ActionResult<object> | ActionResult<{ shown: string }> | null;
}

function Outcome({ result, texts }: OutcomeProps) {
  if (!result) {
    return null;
  }
  if (!result.ok) {
    return <FaultLine result={result} />;
  }
  const link = "shown" in result ? result.shown : undefined;
  return (
    <div className="grid gap-3">
      <NoticeLine tone={link ? "busy" : "run"} role="status">
        {link ? texts.shown : texts.mailed}
      </NoticeLine>
      {link ? <CopyLine value={link} label={texts.copy} /> : null}
    </div>
  );
}
