import { parseUserRowId } from "../ids";
import type { UserQuery } from "../master-client";
import {
  column,
  isDoubled,
  readAmount,
  readBy,
  readCode,
  readDay,
  readLabel,
  readUserId,
  type ValuesOf,
  valuesOf,
} from "./fields";
import type { RawRow } from "./raw-row";

export const USER_COLUMNS = {
  rowId: column(readBy(parseUserRowId), "id"),
  userId: column(readUserId, "userid"),
  username: column(readLabel, "username"),
  name: column(readLabel, "name"),
  email: column(readLabel, "email"),
  phone: column(readLabel, "phone"),
  /** `0` normal, `1` disabled. */
  status: column(readCode, "status"),
  /** `0` user, `10` administrator, else a group. */
  group: column(readCode, "utype"),
  /** No reinstall before this day, `YYYY-MM-DD`. */
  noReinstallBefore: column(readDay, "cvdate"),
  reinstallsUsed: column(readAmount, "rvcount"),
};
/** Null where the row doesn't say. */
export type UserRow = ValuesOf<typeof USER_COLUMNS>;

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
  rows.some(({ columns }) => USER_COLUMNS.userId.names.some((name) => Object.hasOwn(columns, name)));

export const CUSTOMER_NOT_NAMED = {
  kind: "protocol",
  cause: "customer-not-named",
  detail: `user_info: no column ${USER_COLUMNS.userId.names[0]}`,
} as const;

/** A row that names its ids or its status twice could be anybody's. */
export const isWholeUser = (row: RawRow): boolean => !isDoubled(row, ["id", "userid", "status"]);

export const userRowOf = (row: RawRow): UserRow => valuesOf(row, USER_COLUMNS);

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
