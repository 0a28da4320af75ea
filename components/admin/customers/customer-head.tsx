import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { HostHeader } from "@/components/ui/page/header";
import { Badge } from "@/components/ui/state";
import type { CustomerAccount } from "@/lib/fleet/customers/customer-page";
import type { ReadCustomer } from "@/lib/fleet/customers/find-customers";
import { CUSTOMER_SIGN, type CustomerState, stateOfStatus } from "./customer-look";
import { ViewAsKey } from "./view-as-key";

const stateOf = (row: ReadCustomer): CustomerState => {
  switch (row.found) {
    case "one":
      return stateOfStatus(row.user.status);
    case "fault":
      return "unread";
    default:
      return row.found === "none" ? "missing" : "several";
  }
};

interface CustomerHeadProps {
  userId: string;
  name: string | null;
  row: ReadCustomer;
  hosts: number;
  accounts: CustomerAccount[];
  zone: string | null;
  viewAsCustomer: FormAction;
  /** Null: whoever looks may not. */
  setCustomerDisabled: FormAction | null;
}

/** Who it is, whether RStack lets them in, and what is done daily. */
export function CustomerHead({ userId, name, row, hosts, accounts, zone, ...of }: CustomerHeadProps) {
  const w = useTranslations("words");
  const t = useTranslations("customers");
  const state = stateOf(row);
  const hasNone = accounts.every(({ account }) => account.formerAt !== null);
  // RStack lets them in, and there is nothing yet to come in by.
  const isOutside = hasNone && state === "active";
  const user = row.found === "one" ? row.user : null;
  const seen = accounts
    .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
    .toSorted()
    .at(-1);
  // An administrator of RStack's is never viewed.
  const mayBeViewed = user?.group !== "10" && state !== "missing" && state !== "several";
  const lastSeen: ReactNode = hasNone
    ? t("accountNone")
    : seen
      ? t.rich("seen", { time: () => <OwnTime iso={seen} zone={zone} brief /> })
      : t("neverSeen");
  return (
    <HostHeader
      name={name ?? userId}
      above={{ href: "/admin/customers", title: w("customers") }}
      badge={
        <Badge sign={CUSTOMER_SIGN[isOutside ? "unknown" : state]}>
          {t(`state.${isOutside ? "outside" : state}`)}
        </Badge>
      }
      facts={[
        name ? userId : null,
        user?.email ? (
          <Fragment key="email">
            {user.email}
            <CopyButton value={user.email} label={t("copyEmail")} />
          </Fragment>
        ) : null,
        w("hostCount", { count: hosts }),
        user?.phone,
        lastSeen,
        user?.group === "10" ? t("view.admin") : null,
      ]}
      actions={
        <div className="flex flex-wrap gap-2">
          {of.setCustomerDisabled && state !== "missing" && state !== "several" ? (
            <ButtonLink href={`/admin/hosts/new?owner=${encodeURIComponent(userId)}`} icon="plus">
              {w("createHost")}
            </ButtonLink>
          ) : null}
          {of.setCustomerDisabled && user ? (
            <DisableKey
              userId={userId}
              name={name ?? userId}
              disabled={state === "disabled"}
              action={of.setCustomerDisabled}
            />
          ) : null}
          {mayBeViewed ? (
            <ViewAsKey
              userId={userId}
              name={name ?? userId}
              viewAsCustomer={of.viewAsCustomer}
              variant="primary"
            />
          ) : null}
        </div>
      }
    />
  );
}

interface DisableKeyProps {
  userId: string;
  name: string;
  disabled: boolean;
  action: FormAction;
}

function DisableKey({ userId, name, disabled, action }: DisableKeyProps) {
  const t = useTranslations("customers.edit");
  return (
    <Form
      action={action}
      submit={t(disabled ? "enable" : "disable")}
      icon={disabled ? "check" : "suspend"}
      reload
      className="contents"
      hidden={{ userId, disabled: disabled ? "0" : "1" }}
      question={
        disabled
          ? undefined
          : {
              title: t("disableTitle", { name }),
              text: t("disableText"),
              danger: true,
            }
      }
    />
  );
}
