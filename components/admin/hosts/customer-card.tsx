import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Search } from "@/components/ui/list/search";
import type { FoundCustomer } from "@/lib/fleet/find-anything";
import { withSearch } from "@/lib/fleet/search-params";
import { Step, TILE } from "./step";

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
  const w = useTranslations("words");
  const t = useTranslations("fleet-hosts.create");
  const href = (owner: string | null) => withSearch(PATH, { place, owner });
  if (chosen) {
    return (
      <Step title={w("customer")}>
        <div className="flex items-center gap-3 rounded-md border border-line-2 bg-card px-3.5 py-2.5">
          <Person customer={chosen} />
          <ButtonLink href={href(null)} variant="ghost">
            {w("change")}
          </ButtonLink>
        </div>
      </Step>
    );
  }
  const isNumber = text !== "" && !found.some(({ userId }) => userId === text);
  return (
    <Step title={w("customer")}>
      <Search
        look="page"
        label={t("findCustomer")}
        placeholder={t("findCustomerHint")}
        value={text}
        action={PATH}
        keep={place ? { place } : {}}
        live
      />
      {text === "" ? null : (
        <ul className="grid gap-2">
          {found.map((customer) => (
            <li key={customer.userId}>
              <Link href={href(customer.userId)} className={TILE} stay>
                <Person customer={customer} />
              </Link>
            </li>
          ))}
          {isNumber ? (
            <li>
              <Link href={href(text)} className={`${TILE} border-dashed`} stay>
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
  const t = useTranslations("words");
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="truncate font-medium">{name ?? userId}</span>
      <span className="text-13 text-ink-2 wrap-anywhere">
        {[name ? userId : null, email, t("hostCount", { count: hosts })].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}
