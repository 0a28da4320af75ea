import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { Rows, Section } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Avatar, Badge, State, Tag } from "@/components/ui/state";
import type { StaffAccount } from "@/lib/accounts/staff-accounts";
import { InviteKey } from "./invite-key";
import { type StaffActions, StaffKeys } from "./staff-keys";

interface StaffSectionProps {
  /** By name. */
  staff: StaffAccount[];
  /** Whoever looks: nothing can be changed here of one's own. */
  ownId: string;
  zone: string | null;
  /** Whether the panel can send mail. */
  mails: boolean;
  /** The OpenID provider's name; null: there is none. */
  sso: string | null;
  actions: StaffActions & { inviteStaff: FormAction<{ shown: string }> };
}

/** The provider's own accounts: who has access, with which second factor, and since when they were not here. */
export function StaffSection({ staff, ownId, zone, mails, sso, actions }: StaffSectionProps) {
  const t = useTranslations("staff");
  const w = useTranslations("words");
  return (
    <Section
      id="staff"
      title={w("staff")}
      text={t("roles")}
      action={<InviteKey mails={mails} invite={actions.inviteStaff} />}
    >
      <Rows>
        {staff.map((account) => (
          <StaffRow key={account.id} {...{ account, zone, sso, actions }} isOwn={account.id === ownId} />
        ))}
      </Rows>
    </Section>
  );
}

interface StaffRowProps extends Pick<StaffSectionProps, "zone" | "sso" | "actions"> {
  account: StaffAccount;
  isOwn: boolean;
}

function StaffRow({ account, zone, sso, actions, isOwn }: StaffRowProps) {
  const w = useTranslations("words");
  const t = useTranslations("staff");
  const roles = useTranslations("words.roles");
  const { id, username, displayName, email, role, disabled, hasPassword, lastUsedAt } = account;
  const name = displayName ?? username;
  return (
    <div className="flex min-h-15 items-center gap-3 px-4 py-2.5 md:px-5" data-staff={username}>
      <Avatar name={name} className="size-8" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="wrap-anywhere">{name}</span>
          {isOwn ? <Tag>{w("you")}</Tag> : null}
          {disabled ? (
            <Badge sign="suspended">{w("disabled")}</Badge>
          ) : hasPassword || account.tied ? null : (
            <Badge>{t("state.invited")}</Badge>
          )}
        </span>
        <span className="text-13 text-ink-2 wrap-anywhere">
          {[roles(role), displayName && username, email].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span className="flex flex-col items-end text-13 text-ink-2 max-md:hidden">
        <Factors account={account} />
        <span className="text-ink-3">
          {lastUsedAt ? <OwnTime iso={lastUsedAt} zone={zone} brief /> : w("never")}
        </span>
      </span>
      <span className="size-8 shrink-0">
        {isOwn ? null : (
          <StaffKeys
            account={{
              ...{ id, name, disabled, hasPassword },
              hasFactors: account.totp || account.passkeys > 0,
              hasSessions: account.sessions > 0,
              tied: account.tied,
            }}
            sso={sso}
            actions={actions}
          />
        )}
      </span>
    </div>
  );
}

function Factors({ account: { totp, passkeys, tied } }: { account: StaffAccount }) {
  const w = useTranslations("words");
  const t = useTranslations("staff.factor");
  const has = [
    totp ? w("authenticatorApp") : null,
    passkeys > 0 ? t("passkeys", { count: passkeys }) : null,
    tied ? w("singleSignOn") : null,
  ].filter(Boolean);
  return has.length === 0 ? <State sign="attention">{w("notSetUp")}</State> : <span>{has.join(", ")}</span>;
}
