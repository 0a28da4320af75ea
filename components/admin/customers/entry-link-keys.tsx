"use client";

import { useActionState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { SubmitKey } from "@/components/ui/form/submit-key";
import type { KeyLook } from "@/components/ui/key";
import { NoticeLine } from "@/components/ui/notice-line";
import { useAskedInstead } from "@/components/ui/overlay/dialog";
import { CopyLine } from "@/components/ui/well";
import "@/components/ui/well.css";

/** The link travels in the answer alone, where it is shown. */
type LinkAction = FormAction<{ shown: string }>;

interface EntryLinkKeysProps {
  userId: string;
  mail: FormAction | null;
  /** For admins alone. */
  show: LinkAction | null;
  texts: { mail: string; mailed: string; show: string; shown: string; copy: string; copied: string };
  faults: Record<string, string>;
}

/** A way in for the customer: mailed, or shown once to be handed over. */
export function EntryLinkKeys({ userId, mail, show, texts, faults }: EntryLinkKeysProps) {
  return (
    <div className="flex flex-wrap gap-3">
      {mail ? (
        <OneKey
          action={mail}
          userId={userId}
          label={texts.mail}
          look={{ variant: "accent", icon: "mail" }}
          {...{ texts, faults }}
        />
      ) : null}
      {show ? (
        <OneKey
          action={show}
          userId={userId}
          label={texts.show}
          look={{ variant: mail ? "key" : "accent", icon: "eye" }}
          {...{ texts, faults }}
        />
      ) : null}
    </div>
  );
}

interface OneKeyProps extends Pick<EntryLinkKeysProps, "userId" | "texts" | "faults"> {
  action: LinkAction;
  label: string;
  look: Pick<KeyLook, "variant" | "icon">;
}

function OneKey({ action, userId, label, look, texts, faults }: OneKeyProps) {
  const [result, run] = useActionState(action, null);
  const asked = useAskedInstead(result);
  const link = result?.ok ? result.shown : undefined;
  return (
    // What came of it has a line for itself, above both keys.
    <form action={run} className="contents">
      <input type="hidden" name="userId" value={userId} />
      <div className="grid w-full gap-3 empty:hidden" style={{ order: -1 }}>
        {result && !result.ok && !asked ? (
          <NoticeLine tone="alert" role="alert">
            {faultText(result, faults)}
          </NoticeLine>
        ) : null}
        {result?.ok ? (
          <NoticeLine tone={link ? "busy" : "run"} role="status">
            {link ? texts.shown : texts.mailed}
          </NoticeLine>
        ) : null}
        {link ? (
          <CopyLine value={link} copyLabel={texts.copy} copyText={texts.copy} copied={texts.copied} />
        ) : null}
      </div>
      <div>
        <SubmitKey {...look}>{label}</SubmitKey>
      </div>
    </form>
  );
}
