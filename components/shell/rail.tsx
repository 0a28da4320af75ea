import { useTranslations } from "next-intl";
import { PlaceLink } from "@/components/ui/place-link";
import type { Role } from "@/lib/accounts/sessions/viewer";
import type { ProviderView } from "@/lib/provider/provider-view";
import { BrandMark } from "./brand-mark";
import { PlaceIcon, type PlaceIconName } from "./place-icon";
import { RailLink } from "./rail-link";

type Place =
  | "overview"
  | "hosts"
  | "activity"
  | "account"
  | "customers"
  | "fleet"
  | "infrastructure"
  | "operations"
  | "audit"
  | "staff"
  | "connection"
  | "settings";
const PLACES: Record<Place, { href: string; icon: PlaceIconName }> = {
  overview: { href: "/admin", icon: "overview" },
  hosts: { href: "/hosts", icon: "hosts" },
  activity: { href: "/activity", icon: "activity" },
  account: { href: "/account", icon: "account" },
  customers: { href: "/admin/customers", icon: "people" },
  fleet: { href: "/admin/hosts", icon: "hosts" },
  infrastructure: { href: "/admin/infrastructure", icon: "nodes" },
  operations: { href: "/admin/operations", icon: "activity" },
  audit: { href: "/admin/audit", icon: "book" },
  staff: { href: "/admin/staff", icon: "staff" },
  connection: { href: "/admin/connection", icon: "connection" },
  settings: { href: "/admin/settings", icon: "sliders" },
};

const PLACES_OF: Record<Role, readonly Place[]> = {
  customer: ["hosts", "activity", "account"],
  support: [
    "customers",
    "fleet",
    "infrastructure",
    "operations",
    "audit",
    "connection",
    "settings",
    "account",
  ],
  admin: [
    "customers",
    "fleet",
    "infrastructure",
    "operations",
    "audit",
    "staff",
    "connection",
    "settings",
    "account",
  ],
};

/** The places of the panel: at the left of a desk, at the bottom of a phone. */
export function Rail({ provider, role }: { provider: ProviderView; role: Role }) {
  const t = useTranslations("shell");
  const isStaff = role !== "customer";
  return (
    <nav className="rail" aria-label={t("places")}>
      <PlaceLink
        href={isStaff ? "/admin" : "/hosts"}
        className="brand"
        prefetch={false}
        title={provider.name}
      >
        <BrandMark mark={provider.mark} />
        <span>{provider.name}</span>
      </PlaceLink>
      <ul>
        {/* A phone has no mark of the provider to come back by. */}
        {isStaff ? (
          <li className="rail-home">
            <RailLink href={PLACES.overview.href} only>
              <PlaceIcon name={PLACES.overview.icon} />
              {t("overview")}
            </RailLink>
          </li>
        ) : null}
        {PLACES_OF[role].map((place) => (
          <li key={place}>
            <RailLink href={PLACES[place].href}>
              <PlaceIcon name={PLACES[place].icon} />
              {t(place)}
            </RailLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
