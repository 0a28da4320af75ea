import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { SearchBox } from "@/components/ui/form/search-box";
import { Link } from "@/components/ui/link";
import type { FoundCustomer } from "@/lib/fleet/find-anything";
import { withSearch } from "@/lib/fleet/search-params";
import { Step } from "./step";

const PATH = "/admin/hosts/new";

interface CustomerCardProps {
  /** Whom the host is for; null until somebody is chosen. */
  chosen: FoundCustomer | null;
  /** What was searched for, and who was found. */
  text: string;
  found: FoundCustomer[];
  /** In the address: stays when another customer is chosen. */
  place: string | null;
}

/** Whom it is for: found by name, email or number. */
export function CustomerCard({ chosen, text, found, place }: CustomerCardProps) {
  const t = useTranslations("fleet-hosts.create");
  const href = (owner: string | null) => withSearch(PATH, { place, owner });
  if (chosen) {
    return (
      <Step n={1} title={t("customer")} needed={t("needed")}>
        <div className="well chosen-customer flex flex-wrap items-center gap-x-4 gap-y-2">
          <Person customer={chosen} />
          <ButtonLink href={href(null)}>{t("change")}</ButtonLink>
        </div>
      </Step>
    );
  }
  const isNumber = text !== "" && !found.some(({ userId }) => userId === text);
  return (
    <Step n={1} title={t("customer")} needed={t("needed")}>
      <SearchBox
        label={t("findCustomer")}
        placeholder={t("findCustomerHint")}
        value={text}
        action={PATH}
        keep={place ? { place } : {}}
        live
      />
      {text === "" ? null : (
        <ul className="mt-3 grid gap-2">
          {found.map((customer) => (
            <li key={customer.userId}>
              <Link href={href(customer.userId)} className="pick" stay>
                <Person customer={customer} />
              </Link>
            </li>
          ))}
          {isNumber ? (
            <li>
              <Link href={href(text)} className="pick pick-other" stay>
                {t("useNumber", { number: text })}
              </Link>
            </li>
          ) : null}
        </ul>
      )}
    </Step>
  );
}

function Person({ customer: { userId, name, email, hosts } }: { customer: FoundCustomer }) {
  const t = useTranslations("fleet-hosts.create");
  return (
    <span>
      <b>{name ?? userId}</b> {name ? <span className="mono text-ink-3">{userId}</span> : null}
      <small>{[email, t("hostsNow", { count: hosts })].filter(Boolean).join(" · ")}</small>
    </span>
  );
}
