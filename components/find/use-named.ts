import { useTranslations } from "next-intl";
import type { PanelPlace } from "../shell/places";
import {
  type Asker,
  type FarPage,
  HOST_ACTIONS,
  type HostAction,
  type HostPlace,
  type NamedThings,
} from "./groups";
import { hostPagesFor, isOwnDeed, pagesFor, wordOf } from "./pages";
import { type Nameable, namedIn } from "./read-query";

export interface Names {
  action: (action: HostAction) => string;
  page: (page: PanelPlace | FarPage) => string;
  hostPage: (page: HostPlace) => string;
}

/** What actions and pages are called, as the pages themselves call them. */
export function useNames(): Names {
  const w = useTranslations("words");
  const kind = useTranslations("operations.kind");
  return {
    action: (action) => (action === "copy-address" ? w("copyAddress") : kind(action)),
    page: (page) => w(wordOf(page)),
    hostPage: (page) => (isOwnDeed(page) ? kind(page) : w(page === "limits" ? "trafficAndQuotas" : page)),
  };
}

/** Which actions and pages a query names; `target`: what it says beside them, null where it names none. */
export function useNamed(
  asker: Pick<Asker, "role" | "guestOnly">,
): (query: string) => NamedThings & { target: string | null } {
  const names = useNames();
  type OfHost = { action: HostAction } | { page: HostPlace };
  const ofHost: Nameable<OfHost>[] = [
    ...HOST_ACTIONS.map((action) => ({
      thing: { action },
      name: names.action(action),
    })),
    ...hostPagesFor(asker.role).map((page) => ({
      thing: { page },
      name: names.hostPage(page),
    })),
  ];
  const pages = pagesFor(asker).map((page) => ({
    thing: page,
    name: names.page(page),
  }));
  return (query) => {
    const found = namedIn(query, ofHost);
    return {
      actions: found.flatMap(({ thing, rest }) => ("action" in thing ? [{ thing: thing.action, rest }] : [])),
      hostPages: found.flatMap(({ thing, rest }) => ("page" in thing ? [{ thing: thing.page, rest }] : [])),
      pages: namedIn(query, pages),
      target: found[0] ? found[0].rest.join(" ") : null,
    };
  };
}
