"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { TextField } from "@/components/ui/form/text-field";
import { useScriptRuns } from "@/components/ui/form/use-script-runs";
import { Icon, type IconName } from "@/components/ui/icon";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Dialog, DialogButton, openDialog } from "@/components/ui/overlay/dialog";
import { Menu } from "@/components/ui/overlay/menu";
import { InviteSent } from "./invite-sent";

export interface StaffActions {
  setStaffDisabled: FormAction;
  endStaffSessions: FormAction;
  resetStaffFactors: FormAction;
  inviteStaffAgain: FormAction;
  connectStaff: FormAction;
  disconnectStaff: FormAction;
}

const ICONS: Record<Deed["does"], IconName> = {
  again: "mail",
  endSessions: "sign-out",
  reset: "padlock",
  disable: "suspend",
  enable: "check",
  disconnect: "cross",
};

interface StaffKeysProps {
  account: {
    id: string;
    name: string;
    disabled: boolean;
    hasFactors: boolean;
    hasSessions: boolean;
    hasPassword: boolean;
    tied: boolean;
  };
  /** The OpenID provider's name; null: there is none. */
  sso: string | null;
  actions: StaffActions;
}

interface Deed {
  does: "again" | "endSessions" | "reset" | "disable" | "enable" | "disconnect";
  action: FormAction<{ shown: string }>;
  danger?: boolean;
}

/** What an admin can do to a colleague's account, in a menu; each asks once. */
export function StaffKeys({ account, sso, actions }: StaffKeysProps) {
  const t = useTranslations("staff");
  const w = useTranslations("words");
  const id = useId();
  const { name, disabled, hasFactors, hasSessions, hasPassword } = account;
  const deeds: (Deed | false)[] = [
    !hasPassword && !account.tied && !disabled && { does: "again", action: actions.inviteStaffAgain },
    hasSessions && { does: "endSessions", action: actions.endStaffSessions },
    hasFactors && { does: "reset", action: actions.resetStaffFactors, danger: true },
    account.tied && { does: "disconnect", action: actions.disconnectStaff, danger: true },
    { does: disabled ? "enable" : "disable", action: actions.setStaffDisabled, danger: !disabled },
  ];
  const shown = deeds.filter((deed) => deed !== false);
  return (
    <>
      <Menu label={w("actionsFor", { name })}>
        {sso && !account.tied ? (
          <DeedItem icon="key" dialog={`${id}-connect`}>
            {t("connect.key")}
          </DeedItem>
        ) : null}
        {shown.map(({ does, danger }) => (
          <DeedItem key={does} icon={ICONS[does]} dialog={`${id}-${does}`} danger={danger}>
            {t(`${does}.key`)}
          </DeedItem>
        ))}
      </Menu>
      {sso && !account.tied ? (
        <FormDialog
          id={`${id}-connect`}
          deed={t("connect.key")}
          text={t("connect.text", { name: sso })}
          opens={null}
          action={actions.connectStaff}
          hidden={{ accountId: account.id }}
          reload
        >
          <TextField
            name="subject"
            label={t("connect.subject")}
            required
            maxLength={255}
            autoComplete="off"
            verbatim
          />
        </FormDialog>
      ) : null}
      {shown.map((deed) => (
        <DeedQuestion key={deed.does} {...deed} id={`${id}-${deed.does}`} account={account} />
      ))}
    </>
  );
}

interface DeedItemProps {
  icon: IconName;
  dialog: string;
  danger?: boolean;
  children: string;
}

/** Opens its question by the browser's own invoker commands where it has them, so also without JavaScript. */
function DeedItem({ icon, dialog, danger, children }: DeedItemProps) {
  const native = { command: "show-modal", commandfor: dialog };
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={danger ? "menu-item menu-item-danger" : "menu-item"}
      {...native}
      onClick={() => openDialog(dialog)}
    >
      <Icon name={icon} />
      {danger ? <b>{children}</b> : <span>{children}</span>}
    </button>
  );
}

interface DeedQuestionProps extends Deed, Pick<StaffKeysProps, "account"> {
  id: string;
}

/** The question, and what came of it: a row has no room for that. */
function DeedQuestion({ id, account, does, action, danger }: DeedQuestionProps) {
  const w = useTranslations("words");
  const t = useTranslations("staff");
  const answer = useAnswer(action, { reload: does !== "again" });
  const { result, pending, asked } = answer;
  const hydrated = useScriptRuns();
  const [read, setRead] = useState<typeof result>(null);
  const { name } = account;
  // The page asks who it is by a dialog of its own.
  const tells = result && (result.ok ? does === "again" : !asked);
  const said = result?.ok ? <InviteSent link={result.shown ?? null} /> : <FaultLine result={result} />;
  return (
    <>
      {/* Only scripts open a dialog. */}
      {tells && !hydrated ? said : null}
      {tells && hydrated && !pending && result !== read ? (
        <Dialog id={`${id}-came`} title={t(`${does}.key`)} openOnMount onClose={() => setRead(result)}>
          <div className="mt-4 grid gap-3">{said}</div>
          <div className="dialog-keys">
            <DialogButton dialog={`${id}-came`} does="close">
              {w(result.ok ? "done" : "close")}
            </DialogButton>
          </div>
        </Dialog>
      ) : null}
      <ConfirmDialog
        id={id}
        title={t(`${does}.question`, { name })}
        text={t(`${does}.text`)}
        confirm={t(`${does}.key`)}
        danger={danger}
        answer={answer}
        hidden={{
          accountId: account.id,
          ...(does === "disable" || does === "enable" ? { disabled: does === "disable" ? "1" : "0" } : {}),
        }}
      />
    </>
  );
}
