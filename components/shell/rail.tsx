import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Link } from "@/components/ui/link";
import type { Role } from "@/lib/accounts/sessions/viewer";
import type { ProviderView } from "@/lib/provider/provider-view";
import { FindKey } from "../find/find-key";
import { BrandMark } from "./brand-mark";
import { PlaceIcon } from "./place-icon";
import { type PanelPlace, PLACES, PLACES_OF } from "./places";
import { RailLink } from "./rail-link";

/** The places of the panel: at the left of a desk, at the bottom of a phone. */
export function Rail({ provider, role }: { provider: ProviderView; role: Role }) {
  const t = useTranslations("shell");
  const isStaff = role !== "customer";
  const at = isStaff ? PLACES_OF[role].indexOf("infrastructure") : PLACES_OF[role].length;
  const [daily, rest] = [PLACES_OF[role].slice(0, at), PLACES_OF[role].slice(at)];
  const link = (place: PanelPlace) => (
    <RailLink href={PLACES[place].href}>
      <PlaceIcon name={PLACES[place].icon} />
      {t(place)}
    </RailLink>
  );
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
        {daily.map((place, at) => (
          <Fragment key={place}>
            {/* A desk has it in the top line. */}
            {at === 1 ? (
              <li className="rail-find">
                <FindKey isStaff={isStaff} />
              </li>
            ) : null}
            <li>{link(place)}</li>
          </Fragment>
        ))}
        {rest.length > 0 ? (
          <li className="rail-more">
            <button type="button" popoverTarget="rail-rest">
              <PlaceIcon name="more" />
              {t("more")}
            </button>
            {/* A phone's bar has no room for them: a sheet there, and a part of the list on a desk. */}
            <ul id="rail-rest" popover="auto" className="menu">
              {rest.map((place) => (
                // What is used daily stands above it.
                <li key={place} className={place === "audit" ? "rail-rarer" : undefined}>
                  {link(place)}
                </li>
              ))}
            </ul>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
