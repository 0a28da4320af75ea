import type { Locale } from "../../i18n/locales";
import type { UserId } from "../../rstack/ids";

export const ROLES = ["customer", "support", "admin"] as const;
export type Role = (typeof ROLES)[number];
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Who asks: proven afresh from the session row on every request. */
export interface Viewer {
  /** The account that acts: the person's own, or the linked one that they switched to. */
  accountId: string;
  /** Of a linked account: the person's own, with which they signed in. */
  linkedTo?: string;
  sessionId: string;
  role: Role;
  username: string;
  displayName: string;
  /** The RStack customer whose hosts are shown; null for staff, and for a guest who is no customer. */
  userId: UserId | null;
  /** The account's own choice; null: by `Accept-Language`. */
  locale: Locale | null;
  theme: Theme;
  timeZone: string | null;
  /** While staff look through a customer's eyes; then `role` and `userId` are the customer's, account and name the staff's. */
  view: View | null;
  /** The schedule that acts in this customer's name while nobody is signed in; then `sessionId` is its id, too. */
  schedule?: string;
  /** The undo point whose step this is, and its safety snapshot once that is there. */
  undo?: { id: string; safety: string | null };
}

export interface View {
  id: string;
  userId: UserId;
  customerName: string;
  staffRole: Exclude<Role, "customer">;
  reason: string;
  /** ISO 8601. */
  until: string;
  /** False: it is read-only, and the server refuses everything else. */
  changes: boolean;
  /** Its time is up: nothing more is shown or done until the person went back to the staff's pages. */
  over: boolean;
}

/** The account that the person signs in with: of its password, factors, sessions and preferences. */
export const signInOf = ({ accountId, linkedTo }: Pick<Viewer, "accountId" | "linkedTo">): string =>
  linkedTo ?? accountId;

/** False while staff look through a customer's eyes: then they have a customer's rights and no others. */
export const isStaff = (viewer: Viewer): boolean => viewer.role !== "customer";

/** The customer's own person: no staff, and nobody who looks through a customer's eyes. */
export const isOwner = ({ role, view }: Viewer): boolean => role === "customer" && view === null;

/** A person without hosts of their own, who came by an owner's invitation. */
export const isGuestOnly = (viewer: Viewer): boolean => isOwner(viewer) && viewer.userId === null;

/** Sees hosts, and touches none: support, and whoever looks through a customer's eyes without leave to change things. */
export const isReadOnly = ({ role, view }: Viewer): boolean => role === "support" || view?.changes === false;
