"use client";

import { useTranslations } from "next-intl";
import { useActionState, useId } from "react";
import { type FormAction, useLeaving } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { NoticeLine } from "@/components/ui/notice-line";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogKey, useAskedInstead } from "@/components/ui/overlay/dialog";
import { InviteSent } from "./invite-sent";

export interface StaffActions {
  setStaffDisabled: FormAction;
  endStaffSessions: FormAction;
  resetStaffFactors: FormAction;
  inviteStaffAgain: FormAction;
}

interface StaffKeysProps {
  account: {
    id: string;
    name: string;
    disabled: boolean;
    hasFactors: boolean;
    hasSessions: boolean;
    hasPassword: boolean;
  };
  faults: Record<string, string>;
  actions: StaffActions;
}

/** What an admin can do to a colleague's account; each asks once. */
export function StaffKeys({ account, faults, actions }: StaffKeysProps) {
  const { disabled, hasFactors, hasSessions, hasPassword } = account;
  const of = { account, faults };
  return (
    <div className="flex flex-wrap gap-2 desk:justify-end">
      {hasPassword || disabled ? null : <StaffKey {...of} does="again" action={actions.inviteStaffAgain} />}
      {hasSessions ? <StaffKey {...of} does="endSessions" action={actions.endStaffSessions} /> : null}
      {hasFactors ? <StaffKey {...of} does="reset" action={actions.resetStaffFactors} danger /> : null}
      <StaffKey
        {...of}
        does={disabled ? "enable" : "disable"}
        action={actions.setStaffDisabled}
        danger={!disabled}
      />
    </div>
  );
}

interface StaffKeyProps extends Pick<StaffKeysProps, "account" | "faults"> {
  does: "again" | "endSessions" | "reset" | "disable" | "enable";
  action: FormAction<{ shown: string }>;
  danger?: boolean;
}

function StaffKey({ account, faults, does, action, danger }: StaffKeyProps) {
  const t = useTranslations("staff");
  const [result, run, pending] = useActionState(action, null);
  const dialog = useId();
  useAskedInstead(result);
  useLeaving(result, { reload: does !== "again" });
  const { name } = account;
  return (
    <>
      {result && !result.ok && !pending ? (
        <NoticeLine tone="alert" role="alert">
          {faultText(result, faults)}
        </NoticeLine>
      ) : null}
      {does === "again" && result?.ok ? <InviteSent link={result.shown ?? null} /> : null}
      <DialogKey
        dialog={dialog}
        does="show-modal"
        aria-label={`${t(`${does}.key`)}: ${name}`}
        aria-disabled={pending || undefined}
        aria-busy={pending || undefined}
      >
        {t(`${does}.key`)}
      </DialogKey>
      <ConfirmDialog
        id={dialog}
        title={t(`${does}.question`, { name })}
        text={t(`${does}.text`)}
        confirm={t(`${does}.key`)}
        cancel={t("cancel")}
        danger={danger}
        action={run}
      >
        <input type="hidden" name="accountId" value={account.id} />
        {does === "disable" || does === "enable" ? (
          <input type="hidden" name="disabled" value={does === "disable" ? "1" : "0"} />
        ) : null}
      </ConfirmDialog>
    </>
  );
}
