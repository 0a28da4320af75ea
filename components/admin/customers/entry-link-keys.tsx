"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { type FormAnswer, useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { AnswerForm } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { NoticeLine } from "@/components/ui/notice-line";
import { CopyLine } from "@/components/ui/well";
import type { ActionResult } from "@/lib/action-result";
import "@/components/ui/well.css";

/** The link travels in the answer alone, where it is shown. */
type LinkAction = FormAction<{ shown: string }>;

interface EntryLinkKeysProps {
  userId: string;
  /** Whose password it can set; none: it invites. */
  accounts: { id: string; username: string }[];
  mail: FormAction | null;
  /** Where the mail goes, in words; null where that isn't known. */
  mailsTo: ReactNode;
  /** For admins alone. */
  show: LinkAction | null;
  texts: Record<"account" | "choose" | "mail" | "mailed" | "show" | "shown" | "copy" | "copied", string>;
}

const nothing: LinkAction = async () => ({ ok: true });

/** A way in for the customer, by the account that is chosen: mailed, or shown once to be handed over. */
export function EntryLinkKeys({ userId, accounts, mail, mailsTo, show, texts }: EntryLinkKeysProps) {
  const mailed: FormAnswer<{ shown: string }> = useAnswer(mail ?? nothing);
  const shown = useAnswer(show ?? nothing);
  // What came of it is about the account that was chosen then.
  const [past, setPast] = useState<unknown[]>([]);
  const [first, another] = accounts;
  const own = useRef<HTMLDivElement>(null);
  const why = useId();
  const [isChosen, setIsChosen] = useState(another === undefined);
  const look = () => setIsChosen(own.current?.querySelector("select")?.value !== "");
  // It may have been chosen before this script came.
  useEffect(look, []);
  const off = isChosen ? {} : { "aria-disabled": true, "aria-describedby": why };
  return (
    <AnswerForm answer={mailed} hidden={{ userId }} className="entry-link grid gap-4" quiet keep>
      <div
        ref={own}
        className="contents"
        onChange={() => {
          setPast([mailed.result, shown.result]);
          look();
        }}
      >
        {another ? (
          <FieldGrid>
            <SelectField
              name="accountId"
              label={texts.account}
              // None of several is preset: a link for the wrong one is soon sent.
              options={[
                ["", texts.choose],
                ...accounts.map(({ id, username }) => [id, username] as [string, string]),
              ]}
              required
            />
          </FieldGrid>
        ) : first ? (
          <input type="hidden" name="accountId" value={first.id} />
        ) : null}
      </div>
      {mailsTo ? <p className="text-ink-2 text-13">{mailsTo}</p> : null}
      {[mailed, shown].map(({ result, asked, pending }, at) =>
        past.includes(result) || asked || pending ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the two have their places
          <Outcome key={at} result={result} texts={texts} />
        ),
      )}
      <span id={why} hidden>
        {texts.choose}
      </span>
      <div className="flex flex-wrap gap-3">
        {mail ? (
          <SubmitButton {...off} formAction={mailed.run} variant="primary" icon="mail">
            {texts.mail}
          </SubmitButton>
        ) : null}
        {show ? (
          <SubmitButton {...off} formAction={shown.run} variant={mail ? "default" : "primary"} icon="eye">
            {texts.show}
          </SubmitButton>
        ) : null}
      </div>
    </AnswerForm>
  );
}

interface OutcomeProps extends Pick<EntryLinkKeysProps, "texts"> {
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
      {link ? (
        <CopyLine value={link} copyLabel={texts.copy} copyText={texts.copy} copied={texts.copied} />
      ) : null}
    </div>
  );
}
