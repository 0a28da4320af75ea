import type { Role } from "@/lib/accounts/sessions/viewer";
import { HOST_PAGES } from "@/lib/hosts/host-pages";
import type { Word } from "@/lib/i18n/messages";
import { customerHref, viewQuestionId } from "../admin/customer-link";
import { type PanelPlace, PLACES, PLACES_OF, PLACES_OF_GUEST } from "../shell/places";
import type { IconName } from "../ui/icon";
import {
  type Asker,
  type FarPage,
  type HostPlace,
  type Item,
  isStaffRole,
  OWN_DEEDS,
  type OwnDeed,
} from "./groups";

/** Pages that no bar leads to, behind the place that does. */
const FAR_PAGES: Record<
  FarPage,
  { word: Word; href: string; at: PanelPlace; adminOnly?: true; notSupport?: true }
> = {
  secondFactor: { word: "twoFactor", href: "/account#password", at: "account" },
  notifications: { word: "notifications", href: "/notifications", at: "account" },
  notificationSettings: { word: "notificationSettings", href: "/account#notifications", at: "account" },
  traffic: { word: "traffic", href: "/traffic", at: "activity" },
  tokens: { word: "apiTokens", href: "/account#api", at: "account", notSupport: true },
  developers: { word: "apiReference", href: "/developers", at: "account" },
  reconcile: { word: "reconcile", href: "/admin/hosts/differences", at: "fleet" },
  usage: { word: "usage", href: "/admin/hosts/usage", at: "fleet" },
  counters: { word: "trafficDifferences", href: "/admin/hosts/counters", at: "fleet" },
  createHost: { word: "createHost", href: "/admin/hosts/new", at: "fleet", adminOnly: true },
  newCustomer: { word: "createCustomer", href: "/admin/customers/new", at: "customers", adminOnly: true },
  tasks: { word: "rstackTasks", href: "/admin/activity?source=tasks", at: "operations" },
  pools: { word: "addressPools", href: "/admin/infrastructure/pools", at: "infrastructure" },
  images: { word: "systemAndIsoImages", href: "/admin/infrastructure/images", at: "infrastructure" },
  backups: { word: "snapshotsAndBackups", href: "/admin/infrastructure/backups", at: "infrastructure" },
  mappings: { word: "portsAndDomains", href: "/admin/infrastructure/mappings", at: "infrastructure" },
  audit: { word: "staffActivity", href: "/admin/activity?source=staff", at: "operations" },
  views: { word: "viewSessions", href: "/admin/activity?source=views", at: "operations" },
  staff: { word: "staff", href: "/admin/settings#staff", at: "settings", adminOnly: true },
};

const isFar = (page: PanelPlace | FarPage): page is FarPage => page in FAR_PAGES;

/** All that this person can open, those of the bar first. */
export function pagesFor({ role, guestOnly }: Pick<Asker, "role" | "guestOnly">): (PanelPlace | FarPage)[] {
  const places = guestOnly ? PLACES_OF_GUEST : PLACES_OF[role];
  const far = (Object.keys(FAR_PAGES) as FarPage[]).filter((page) => {
    const { at, adminOnly, notSupport } = FAR_PAGES[page];
    return places.includes(at) && (!adminOnly || role === "admin") && !(notSupport && role === "support");
  });
  return [...places, ...far];
}

export const isOwnDeed = (page: HostPlace): page is OwnDeed => page in OWN_DEEDS;

/** The pages of a host, and what is asked on them, as this person has them. */
export function hostPagesFor(role: Role): readonly HostPlace[] {
  if (role === "customer") {
    return [...HOST_PAGES, ...(Object.keys(OWN_DEEDS) as OwnDeed[])];
  }
  return role === "admin" ? ["overview", "hardware", "addresses", "limits", "delete"] : ["overview"];
}

/** What it is called. */
export const wordOf = (page: PanelPlace | FarPage): Word =>
  (isFar(page) ? FAR_PAGES[page] : PLACES[page]).word;
export const hrefOfPage = (page: PanelPlace | FarPage): string =>
  isFar(page) ? FAR_PAGES[page].href : PLACES[page].href;
/** The keys that lead there, one after the other. */
export const keysTo = (page: PanelPlace | FarPage): string | undefined => {
  const go = page === "notifications" ? "N" : isFar(page) ? undefined : PLACES[page].go;
  return go && `G ${go}`;
};
export const placeIconOf = (page: PanelPlace | FarPage): IconName =>
  PLACES[isFar(page) ? FAR_PAGES[page].at : page].icon;

const HOST_PAGE_ICONS: Record<Exclude<HostPlace, OwnDeed>, IconName> = {
  overview: "list",
  monitor: "eye",
  snapshots: "clock",
  network: "globe",
  reinstall: "again",
  activity: "list",
  settings: "settings",
  hardware: "filter",
  addresses: "globe",
  limits: "clock",
  delete: "trash",
};
export const iconOfHostPage = (page: HostPlace): IconName =>
  isOwnDeed(page) ? OWN_DEEDS[page].icon : HOST_PAGE_ICONS[page];

/** Where a choice leads; null for one that does something. */
export function hrefOf(item: Item, role: Role): string | null {
  const host = (id: string) => `${isStaffRole(role) ? "/admin" : ""}/hosts/${id}`;
  switch (item.what) {
    case "host":
      return host(item.host.id);
    case "host-page":
      return item.page === "overview"
        ? host(item.host.id)
        : `${host(item.host.id)}/${isOwnDeed(item.page) ? OWN_DEEDS[item.page].at : item.page}`;
    case "customer":
      return customerHref(item.customer.userId);
    case "customer-page": {
      const { userId } = item.customer;
      const href = customerHref(userId);
      return item.page === "view" ? `${href}#${viewQuestionId(userId)}` : `${href}/${item.page}`;
    }
    case "operation":
      return `/admin/activity?open=${item.operation.id}`;
    case "mapping":
      return host(item.mapping.vmId);
    case "more":
      return `${isStaffRole(role) ? "/admin" : ""}/${item.list}?${new URLSearchParams({ q: item.text })}`;
    case "page":
      return hrefOfPage(item.page);
    case "ask-mappings":
    case "deed":
      return null;
  }
}
