import { dayOf, one, type SearchParams, uuidOf } from "../search-params";

/** What the address line says; null: all. Days are UTC, both of them included. */
export interface AuditFilter {
  /** A part of the name of who did it, or of what it was about. */
  q: string | null;
  /** The RStack customer it was about. */
  customer: string | null;
  action: string | null;
  from: string | null;
  to: string | null;
  /** The row below which the page begins. */
  after: string | null;
}

/** What isn't known counts as not chosen. */
export function auditFilterFrom(search: SearchParams): AuditFilter {
  const text = (name: string) => one(search[name]).trim().slice(0, 64) || null;
  const action = text("action");
  return {
    q: text("q"),
    customer: text("customer"),
    action: action !== null && /^[a-z0-9-]+$/.test(action) ? action : null,
    from: dayOf(search.from),
    to: dayOf(search.to),
    after: uuidOf(search.after),
  };
}
