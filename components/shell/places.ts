import type { Role } from "@/lib/accounts/sessions/viewer";
import type { PlaceIconName } from "./place-icon";

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
export const PLACES: Record<PanelPlace, { href: string; icon: PlaceIconName }> = {
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

/** In the order of the bar. */
export const PLACES_OF: Record<Role, readonly PanelPlace[]> = {
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
