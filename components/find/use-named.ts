import { useTranslations } from "next-intl";
import type { Role } from "@/lib/accounts/sessions/viewer";
import { HOST_PAGES, type HostPage } from "@/lib/hosts/host-pages";
import { type PanelPlace, PLACES } from "../shell/places";
import { type FarPage, HOST_ACTIONS, type HostAction, type HostPlace, type NamedThings } from "./groups";
import { hostPagesFor, isOwnDeed, pagesFor } from "./pages";
import { type Nameable, namedIn } from "./read-query";

export interface Names {
  action: (action: HostAction) => string;
  page: (page: PanelPlace | FarPage) => string;
  hostPage: (page: HostPlace) => string;
}

/** What actions and pages are called, as the pages themselves call them. */
export function useNames(): Names {
  const w = useTranslations("words");
  const find = useTranslations("find");
  const kind = useTranslations("operations.kind");
  const host = useTranslations("host");
  const shell = useTranslations("shell");
  const isOfCustomer = (page: string): page is HostPage => HOST_PAGES.some((one) => one === page);
  const isPlace = (page: string): page is PanelPlace => page in PLACES;
  return {
    action: (action) => (action === "copy-address" ? w("copyAddress") : kind(action)),
    page: (page) => (isPlace(page) ? shell(page) : find(`page.${page}`)),
    hostPage: (page) =>
      isOfCustomer(page) ? host(`tab.${page}`) : isOwnDeed(page) ? kind(page) : find(`page.${page}`),
  };
}

/** Which actions and pages a query names; `target`: what it says beside them, null where it names none. */
export function useNamed(role: Role): (query: string) => NamedThings & { target: string | null } {
  const names = useNames();
  type OfHost = { action: HostAction } | { page: HostPlace };
  const ofHost: Nameable<OfHost>[] = [
    ...HOST_ACTIONS.map((action) => ({
      thing: { action },
      name: names.action(action),
    })),
    ...hostPagesFor(role).map((page) => ({
      thing: { page },
      name: names.hostPage(page),
    })),
  ];
  const pages = pagesFor(role).map((page) => ({
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
