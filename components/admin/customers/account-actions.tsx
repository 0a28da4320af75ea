"use client";

import { useActionState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { leaveAfter } from "@/components/ui/form/leave-after";
import { limited } from "@/components/ui/form/limited-action";
import { Icon, type IconName } from "@/components/ui/icon";
import { NoticeLine } from "@/components/ui/notice-line";
import { useAskedInstead } from "@/components/ui/overlay/dialog";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";

/** One of the things that can be done to an account. */
interface Deed {
  action: FormAction;
  label: string;
}

interface AccountActionsProps {
  /** Accessible name. */
  label: string;
  /** Hidden fields: whose account it is. */
  about: { userId: string; accountId: string };
  /** Null: nothing to end. */
  endSessions: Deed | null;
  resetFactor: Deed | null;
  setDisabled: (Deed & { disabled: boolean }) | null;
  faults: Record<string, string>;
}

/** What staff can do to an account, in one menu; what was refused stands below the menu's key. */
export function AccountActions({ label, about, faults, ...deeds }: AccountActionsProps) {
  const sessions = useDeed(deeds.endSessions);
  const factor = useDeed(deeds.resetFactor);
  const access = useDeed(deeds.setDisabled);
  const { result } =
    [access, factor, sessions].find(({ result, asked }) => result && !result.ok && !asked) ?? sessions;
  const of = { about };
  return (
    <>
      <Menu label={label} triggerClass="key key-plain key-icon" trigger={<Icon name="more" />}>
        {deeds.endSessions ? (
          <DeedItem {...of} run={sessions.run} icon="sign-out">
            {deeds.endSessions.label}
          </DeedItem>
        ) : null}
        {deeds.resetFactor ? (
          <DeedItem {...of} run={factor.run} icon="padlock">
            {deeds.resetFactor.label}
          </DeedItem>
        ) : null}
        {deeds.setDisabled ? (
          <DeedItem
            {...of}
            run={access.run}
            icon={deeds.setDisabled.disabled ? "check" : "suspend"}
            disabled={deeds.setDisabled.disabled ? "0" : "1"}
          >
            {deeds.setDisabled.label}
          </DeedItem>
        ) : null}
      </Menu>
      {result && !result.ok ? (
        <NoticeLine tone="alert" role="alert">
          {faultText(result, faults)}
        </NoticeLine>
      ) : null}
    </>
  );
}

const nothing: FormAction = async () => ({ ok: true });

function useDeed(deed: Deed | null) {
  const action = limited(deed?.action ?? nothing);
  const [result, run] = useActionState(leaveAfter(action, { reload: true }), null);
  const asked = useAskedInstead(result);
  return { result, run, asked };
}

interface DeedItemProps extends Pick<AccountActionsProps, "about"> {
  run: (data: FormData) => void;
  icon: IconName;
  /** What it is set to. */
  disabled?: "0" | "1";
  children: string;
}

const DeedItem = ({ about, run, icon, disabled, children }: DeedItemProps) => (
  <form action={run}>
    <input type="hidden" name="userId" value={about.userId} />
    <input type="hidden" name="accountId" value={about.accountId} />
    {disabled ? <input type="hidden" name="disabled" value={disabled} /> : null}
    <MenuItem type="submit" icon={icon}>
      {children}
    </MenuItem>
  </form>
);
