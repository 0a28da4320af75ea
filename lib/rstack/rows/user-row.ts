import { parseUserId, parseUserRowId } from "../ids";
import type { UserQuery, UserRow } from "../master-client";
import { type ColumnTable, isDoubled, read, readAmount, readCode, readDay, readLabel } from "./fields";
import type { RawRow } from "./raw-row";

export const USER_COLUMNS = {
  rowId: ["id"],
  userId: ["userid"],
  username: ["username"],
  name: ["name"],
  email: ["email"],
  phone: ["phone"],
  status: ["status"],
  group: ["utype"],
  noReinstallBefore: ["cvdate"],
  reinstallsUsed: ["rvcount"],
} as const satisfies ColumnTable;

/** The rows that are what was asked for: a master may ignore the filter, or search for parts of a text. */
export function usersOf(rows: readonly RawRow[], by: UserQuery): UserRow[] {
  return rows
    .filter(isWholeUser)
    .map(userRowOf)
    .filter((user) => isAsked(user, by));
}

/** What a listing of customers is nothing without: read as it is, it would be a listing that has none of them. */
export const namesCustomers = (rows: readonly RawRow[]): boolean =>
  rows.length === 0 ||
  rows.some(({ columns }) => USER_COLUMNS.userId.some((name) => Object.hasOwn(columns, name)));

export const CUSTOMER_NOT_NAMED = {
  kind: "protocol",
  cause: "customer-not-named",
  detail: `user_info: no column ${USER_COLUMNS.userId[0]}`,
} as const;

/** A row that names its ids or its status twice could be anybody's. */
export const isWholeUser = (row: RawRow): boolean => !isDoubled(row, ["id", "userid", "status"]);

export const userRowOf = (row: RawRow): UserRow => ({
  rowId: parseUserRowId(read(row, USER_COLUMNS.rowId)),
  userId: parseUserId(read(row, USER_COLUMNS.userId)),
  username: readLabel(row, USER_COLUMNS.username),
  name: readLabel(row, USER_COLUMNS.name),
  email: readLabel(row, USER_COLUMNS.email),
  phone: readLabel(row, USER_COLUMNS.phone),
  status: readCode(row, USER_COLUMNS.status),
  group: readCode(row, USER_COLUMNS.group),
  noReinstallBefore: readDay(row, USER_COLUMNS.noReinstallBefore),
  reinstallsUsed: readAmount(row, USER_COLUMNS.reinstallsUsed),
});

function isAsked(user: UserRow, by: UserQuery): boolean {
  if ("userId" in by) {
    return user.userId === by.userId;
  }
  if ("rowId" in by) {
    return user.rowId === by.rowId;
  }
  return "email" in by ? sameText(user.email, by.email) : sameText(user.username, by.username);
}

const sameText = (given: string | null, asked: string) =>
  given !== null && given.toLowerCase() === asked.trim().toLowerCase();
