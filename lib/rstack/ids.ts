/**
 * The two kinds of id on the wire (docs/rstack.md), as branded strings: never numbers, since a number
 * loses digits, and never interchangeable.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A host's row id on the master: `^[1-9][0-9]{0,9}$`. */
export type VmId = Branded<"VmId">;
/** The provider's own text for a customer: 1 to 64 characters, no control characters, compared byte for byte. */
export type UserId = Branded<"UserId">;
/** The master's own row id of a user; not the `userid`. */
export type UserRowId = Branded<"UserRowId">;
/** Any other row id: image, node, area, address pool, port rule, domain rule. */
export type RowId = Branded<"RowId">;

const ROW_ID = /^[1-9][0-9]{0,9}$/;
/** Direction marks too: a customer number stands in the middle of staff's pages. */
const CONTROL = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export const isRowId = (text: string): boolean => ROW_ID.test(text);

/** Null where the text is no row id. Never trims, never parses: `05`, `1e3` and ` 5` are not ids. */
export const parseVmId = (text: unknown): VmId | null =>
  typeof text === "string" && ROW_ID.test(text) ? (text as VmId) : null;
export const parseRowId = (text: unknown): RowId | null =>
  typeof text === "string" && ROW_ID.test(text) ? (text as RowId) : null;
export const parseUserRowId = (text: unknown): UserRowId | null =>
  typeof text === "string" && ROW_ID.test(text) ? (text as UserRowId) : null;
export const parseUserId = (text: unknown): UserId | null =>
  typeof text === "string" && text.length >= 1 && [...text].length <= 64 && !CONTROL.test(text)
    ? (text as UserId)
    : null;
