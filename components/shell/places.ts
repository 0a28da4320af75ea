import type { IconName } from "@/components/ui/icon";
import type { Role } from "@/lib/accounts/sessions/viewer";
import type { Word } from "@/lib/i18n/messages";

/** The places of the panel. */
export type PanelPlace =
  | "overview"
  | "hosts"
  | "activity"
  | "account"
  | "customers"
  | "fleet"
  | "infrastructure"
  | "operations"
  | "connection"
  | "settings";
/** `word`: what it is called; `go`: the key that leads there after G. */
export const PLACES: Record<PanelPlace, { word: Word; href: string; icon: IconName; go?: string }> = {
  overview: { word: "overview", href: "/admin", icon: "home", go: "O" },
  hosts: { word: "hosts", href: "/hosts", icon: "server", go: "H" },
  activity: { word: "activity", href: "/activity", icon: "activity", go: "A" },
  account: { word: "account", href: "/account", icon: "person", go: "M" },
  customers: { word: "customers", href: "/admin/customers", icon: "people", go: "U" },
  fleet: { word: "hosts", href: "/admin/hosts", icon: "server", go: "H" },
  infrastructure: { word: "infrastructure", href: "/admin/infrastructure", icon: "network", go: "I" },
  operations: { word: "activity", href: "/admin/activity", icon: "activity", go: "A" },
  connection: { word: "connection", href: "/admin/connection", icon: "bolt" },
  settings: { word: "settings", href: "/admin/settings", icon: "settings" },
};

const STAFF = [
  "overview",
  "customers",
  "fleet",
  "operations",
  "infrastructure",
  "connection",
  "settings",
  "account",
] as const satisfies PanelPlace[];

/** In the order of the bar. */
export const PLACES_OF: Record<Role, readonly PanelPlace[]> = {
  customer: ["hosts", "activity", "account"],
  support: STAFF,
  admin: STAFF,
};

/** Of a guest who is no customer: what happens on others' hosts stands with each of them. */
export const PLACES_OF_GUEST: readonly PanelPlace[] = ["hosts", "account"];

/** Those that a phone's bar has room for, beside Search, notifications and the account's menu, which has the rest. */
export const onPhoneBar = (role: Role): readonly PanelPlace[] =>
  role === "customer" ? ["hosts", "activity"] : ["overview", "customers", "fleet"];

/** A place in the bar: a row of 32 px with its word, an icon of 36 px, a fifth of a phone's bar. */
export const placeClass = (isCurrent: boolean): string =>
  `flex w-full cursor-pointer items-center gap-2.5 rounded-md font-medium text-13 no-underline transition-colors -outline-offset-2 max-md:h-15 max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:text-12 md:max-xl:size-9 md:max-xl:justify-center xl:h-8 xl:px-2 xl:text-left ${isCurrent ? "text-ink md:bg-press" : "text-ink-2 max-md:text-ink-3 md:hover:bg-hover hover:text-ink"}`;
