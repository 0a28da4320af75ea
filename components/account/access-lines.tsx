import { useTranslations } from "next-intl";
import type { CustomerAccount } from "@/lib/fleet/customers/customer-page";
import { OwnTime } from "./own-time";

/** A line about each account of a customer, for staff: who, how they sign in, and when they last did. */
export function AccessLines({ accounts, zone }: { accounts: CustomerAccount[]; zone: string | null }) {
  const t = useTranslations("customers.account");
  const customers = useTranslations("customers");
  const factor = useTranslations("words");
  const current = accounts.filter(({ account }) => account.formerAt === null);
  if (current.length === 0) {
    return <p className="text-ink-2">{t("none")}</p>;
  }
  return (
    <ul className="divide-y divide-line">
      {current.map(({ account, sessions, lastUsedAt, hasSecondFactor, linkedTo }) => (
        <li
          key={account.id}
          className="grid py-3 first:pt-0 last:pb-0 grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3"
        >
          <b className="wrap-anywhere">{account.username}</b>
          <span className="text-right text-ink-2 text-13">{t("openSessions", { count: sessions })}</span>
          <small>
            {linkedTo
              ? t("linkedTo", { name: linkedTo })
              : hasSecondFactor
                ? t("twoFactor")
                : factor("passwordOnly")}
          </small>
          <small className="text-right">
            {lastUsedAt
              ? customers.rich("seen", { time: () => <OwnTime iso={lastUsedAt} zone={zone} brief /> })
              : customers("neverSeen")}
          </small>
          {account.disabledAt || account.rstackStatus !== "active" ? (
            <small className="col-span-full text-bad-ink">
              {account.disabledAt ? factor("disabled") : t(`standing.${account.rstackStatus}`)}
            </small>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
