import type { IconName } from "@/components/ui/icon";
import type { Role } from "@/lib/accounts/sessions/viewer";

/** The places of the panel; message keys of `shell`. */
export type PanelPlace =
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
export const PLACES: Record<PanelPlace, { href: string; icon: IconName }> = {
  overview: { href: "/admin", icon: "home" },
  hosts: { href: "/hosts", icon: "server" },
  activity: { href: "/activity", icon: "activity" },
  account: { href: "/account", icon: "person" },
  customers: { href: "/admin/customers", icon: "people" },
  fleet: { href: "/admin/hosts", icon: "server" },
  infrastructure: { href: "/admin/infrastructure", icon: "network" },
  operations: { href: "/admin/operations", icon: "activity" },
  audit: { href: "/admin/audit", icon: "list" },
  staff: { href: "/admin/staff", icon: "shield" },
  connection: { href: "/admin/connection", icon: "bolt" },
  settings: { href: "/admin/settings", icon: "settings" },
};

/** In the order of the bar. */
export const PLACES_OF: Record<Role, readonly PanelPlace[]> = {
  customer: ["hosts", "activity", "account"],
  support: [
    "overview",
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
    "overview",
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

/** Those that a phone's bar has room for, beside Search, notifications and the account's menu, which has the rest. */
export const onPhoneBar = (role: Role): readonly PanelPlace[] =>
  role === "customer" ? ["hosts", "activity"] : ["overview", "customers", "fleet"];
