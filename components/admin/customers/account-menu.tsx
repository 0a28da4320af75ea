"use client";

import { type FormAnswer, useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { AnswerForm } from "@/components/ui/form/form";
import type { IconName } from "@/components/ui/icon";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";

/** One of the things that can be done to an account. */
interface Deed {
  action: FormAction;
  label: string;
}

interface AccountMenuProps {
  /** Accessible name. */
  label: string;
  /** Hidden fields: whose account it is. */
  about: { userId: string; accountId: string };
  /** Null: nothing to end. */
  endSessions: Deed | null;
  resetFactor: Deed | null;
  setDisabled: (Deed & { disabled: boolean }) | null;
}

/** What staff can do to an account, in one menu; what was refused stands below the menu's key. */
export function AccountMenu({ label, about, ...deeds }: AccountMenuProps) {
  const sessions = useDeed(deeds.endSessions);
  const factor = useDeed(deeds.resetFactor);
  const access = useDeed(deeds.setDisabled);
  const { result } =
    [access, factor, sessions].find(({ result, asked }) => result && !result.ok && !asked) ?? sessions;
  const of = { about };
  return (
    <>
      <Menu label={label}>
        {deeds.endSessions ? (
          <DeedItem {...of} answer={sessions} icon="sign-out">
            {deeds.endSessions.label}
          </DeedItem>
        ) : null}
        {deeds.resetFactor ? (
          <DeedItem {...of} answer={factor} icon="padlock">
            {deeds.resetFactor.label}
          </DeedItem>
        ) : null}
        {deeds.setDisabled ? (
          <DeedItem
            {...of}
            answer={access}
            icon={deeds.setDisabled.disabled ? "check" : "suspend"}
            disabled={deeds.setDisabled.disabled ? "0" : "1"}
          >
            {deeds.setDisabled.label}
          </DeedItem>
        ) : null}
      </Menu>
      <FaultLine result={[sessions, factor, access].some(({ pending }) => pending) ? null : result} />
    </>
  );
}

const nothing: FormAction = async () => ({ ok: true });

const useDeed = (deed: Deed | null) => useAnswer(deed?.action ?? nothing, { reload: true });

interface DeedItemProps extends Pick<AccountMenuProps, "about"> {
  answer: FormAnswer;
  icon: IconName;
  /** What it is set to. */
  disabled?: "0" | "1";
  children: string;
}

const DeedItem = ({ about, answer, icon, disabled, children }: DeedItemProps) => (
  <AnswerForm answer={answer} hidden={disabled ? { ...about, disabled } : { ...about }} quiet>
    <MenuItem type="submit" icon={icon}>
      {children}
    </MenuItem>
  </AnswerForm>
);
