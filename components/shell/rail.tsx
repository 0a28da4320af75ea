import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { Role } from "@/lib/accounts/sessions/viewer";
import type { ProviderView } from "@/lib/provider/provider-view";
import { FindKey } from "../find/find-key";
import { BrandMark } from "./brand-mark";
import { onPhoneBar, PLACES, PLACES_OF, placeClass } from "./places";
import { RailLink } from "./rail-link";

interface RailProps {
  provider: ProviderView;
  role: Role;
  /** With which keys the palette opens. */
  shortcut: string;
  /** Hosts opened last; at a desk with room for words alone. */
  recent: ReactNode;
  /** Account menu and bell. */
  foot: ReactNode;
}

/** The panel's places: at the left of a desk, with words where there is room for them; at the bottom of a phone. */
export function Rail({ provider, role, shortcut, recent, foot }: RailProps) {
  const t = useTranslations("shell");
  const onBar = onPhoneBar(role);
  return (
    <nav
      className="rail flex shrink-0 bg-ground max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:border-t max-md:border-line max-md:bg-card max-md:px-1 max-md:pb-[env(safe-area-inset-bottom)] max-md:[@media(max-height:480px)]:static max-md:[body:has(.bulk-bar)_&]:invisible md:sticky md:top-(--top) md:h-[calc(100dvh-var(--top))] md:w-14 md:flex-col md:items-center md:gap-4 md:overflow-y-auto md:border-r md:border-line md:px-2 md:py-3 md:[scrollbar-width:none] xl:w-52 xl:items-stretch"
      aria-label={t("places")}
    >
      <Link
        href={role === "customer" ? "/hosts" : "/admin"}
        className="flex min-h-8 items-center gap-2.5 rounded-md font-semibold text-ink no-underline max-md:hidden xl:px-2"
        title={provider.name}
      >
        <BrandMark mark={provider.mark} />
        <span className="line-clamp-2 min-w-0 wrap-anywhere max-xl:hidden">{provider.name}</span>
      </Link>
      <ul className="flex flex-col gap-0.5 max-md:contents">
        <li className="max-md:order-3 max-md:flex-1">
          <FindKey isStaff={role !== "customer"} shortcut={shortcut} className={placeClass(false)} />
        </li>
        {/* Staff's account stands in the menu at the foot. */}
        {PLACES_OF[role]
          .filter((place) => role === "customer" || place !== "account")
          .map((place) => (
            <li
              key={place}
              className={
                onBar.includes(place) ? `max-md:flex-1 ${ORDER[onBar.indexOf(place)]}` : "max-md:hidden"
              }
            >
              <RailLink href={PLACES[place].href} only={place === "overview"} go={PLACES[place].go}>
                <Icon name={PLACES[place].icon} />
                <span className={WORD}>{t(place)}</span>
              </RailLink>
            </li>
          ))}
      </ul>
      {recent}
      <div className="flex items-center gap-1 max-md:contents md:mt-auto md:max-xl:flex-col-reverse">
        {foot}
      </div>
    </nav>
  );
}

/** Of a place's word: hidden where there are icons alone. */
const WORD = "min-w-0 truncate max-md:max-w-full md:max-xl:sr-only xl:flex-1";
/** On a phone what is looked for stands in the middle. */
const ORDER = ["max-md:order-1", "max-md:order-2", "max-md:order-4"];
