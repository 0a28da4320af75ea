import type { UserId } from "../rstack/ids";

export const ROLES = ["customer", "support", "admin"] as const;
export type Role = (typeof ROLES)[number];
export const LOCALES = ["en", "zh-CN"] as const;
export type Locale = (typeof LOCALES)[number];
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Who asks: proven afresh from the session row on every request. */
export interface Viewer {
  accountId: string;
  sessionId: string;
  role: Role;
  username: string;
  displayName: string;
  /** The RStack customer whose hosts are shown; null for staff. */
  userId: UserId | null;
  /** The account's own choice; null: by `Accept-Language`. */
  locale: Locale | null;
  theme: Theme;
  timeZone: string | null;
}

export const isStaff = (viewer: Viewer): boolean => viewer.role !== "customer";
