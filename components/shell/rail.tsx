import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Link } from "@/components/ui/link";
import type { Role } from "@/lib/accounts/sessions/viewer";
import type { ProviderView } from "@/lib/provider/provider-view";
import { FindKey } from "../find/find-key";
import { BrandMark } from "./brand-mark";
import { PlaceIcon } from "./place-icon";
import { PLACES, PLACES_OF } from "./places";
import { RailLink } from "./rail-link";

/** The places of the panel: at the left of a desk, at the bottom of a phone. */
export function Rail({ provider, role }: { provider: ProviderView; role: Role }) {
  const t = useTranslations("shell");
  const isStaff = role !== "customer";
  return (
    <nav className="rail" aria-label={t("places")}>
      <Link href={isStaff ? "/admin" : "/hosts"} className="brand" title={provider.name}>
        <BrandMark mark={provider.mark} />
        <span>{provider.name}</span>
      </Link>
      <ul>
        {isStaff ? (
          <li>
            <RailLink href={PLACES.overview.href} only>
              <PlaceIcon name={PLACES.overview.icon} />
              {t("overview")}
            </RailLink>
          </li>
        ) : null}
        {PLACES_OF[role].map((place, at) => (
          <Fragment key={place}>
            {/* A desk has it in the top line. */}
            {at === 1 ? (
              <li className="rail-find">
                <FindKey isStaff={isStaff} />
              </li>
            ) : null}
            {/* What is used daily stands above it. */}
            <li className={place === "audit" ? "rail-rarer" : undefined}>
              <RailLink href={PLACES[place].href}>
                <PlaceIcon name={PLACES[place].icon} />
                {t(place)}
              </RailLink>
            </li>
          </Fragment>
        ))}
      </ul>
    </nav>
  );
}
