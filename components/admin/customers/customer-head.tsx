import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { Slab } from "@/components/ui/plate";
import { Address } from "@/components/ui/well";
import type { CustomerAccount } from "@/lib/fleet/customers/customer-page";
import type { ReadCustomer } from "@/lib/fleet/customers/find-customers";
import { CUSTOMER_LOOK, type CustomerState, stateOfStatus } from "./customer-look";
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
  accounts: CustomerAccount[];
  zone: string | null;
  viewAsCustomer: FormAction;
  /** Null: whoever looks may not. */
  setCustomerDisabled: FormAction | null;
}

/** Who it is, whether RStack lets them in, and what is done daily. */
export function CustomerHead({ userId, name, row, accounts, zone, ...of }: CustomerHeadProps) {
  const t = useTranslations("customers");
  const host = useTranslations("host");
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
  return (
    <section className="host-head" aria-label={name ?? userId}>
      <div className="host-plate">
        <Slab
          {...CUSTOMER_LOOK[isOutside ? "unknown" : state]}
          word={t(`state.${isOutside ? "outside" : state}`)}
          note={
            hasNone
              ? t(isOutside ? "activeInRstack" : "accountNone")
              : seen
                ? t.rich("seen", {
                    time: () => (
                      <span className="whitespace-nowrap">
                        <OwnTime iso={seen} zone={zone} brief />
                      </span>
                    ),
                  })
                : t("neverSeen")
          }
        />
      </div>
      <div className="host-ident">
        <h2>
          {name || userId}{" "}
          {name ? <span className="mono ml-2.5 font-normal text-ink-3 text-13">{userId}</span> : null}
        </h2>
        <div className="host-facts">
          {user?.username ? <span>{user.username}</span> : null}
          {user?.email ? (
            <Address value={user.email} copyLabel={t("copyEmail")} copied={host("copied")} />
          ) : null}
          {user?.group === "10" ? <p>{t("view.admin")}</p> : null}
        </div>
      </div>
      <div className="keys-row w-full py-2 empty:hidden md:col-span-full md:w-auto md:py-0 lg:col-auto">
        {of.setCustomerDisabled && user ? (
          <DisableKey
            userId={userId}
            name={name ?? userId}
            disabled={state === "disabled"}
            action={of.setCustomerDisabled}
          />
        ) : null}
        {mayBeViewed ? <ViewAsKey userId={userId} viewAsCustomer={of.viewAsCustomer} /> : null}
      </div>
    </section>
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
      className="keys-wide gap-2"
      hidden={{ userId, disabled: disabled ? "0" : "1" }}
      question={
        disabled
          ? undefined
          : {
              title: t("disableTitle", { name }),
              text: t("disableText"),
              cancel: t("cancel"),
              danger: true,
            }
      }
    />
  );
}
