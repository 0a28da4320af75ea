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
