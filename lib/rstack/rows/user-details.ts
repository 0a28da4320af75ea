import type { UserFilter } from "../provider-inputs";
import type { FoundUser } from "../provider-rows";
import { column, readAmount, readFlag, readIp, readLabel, type ValuesOf, valuesOf } from "./fields";
import type { RawRow } from "./raw-row";
import { isWholeUser, USER_COLUMNS } from "./user-row";

export const USER_DETAIL_COLUMNS = {
  ...USER_COLUMNS,
  remark: column(readLabel, "remark"),
  serviceCount: column(readAmount, "vcount"),
  isEmailVerified: column(readFlag, "mail_verified"),
  isPhoneVerified: column(readFlag, "mobile_verified"),
  registeredFromIp: column(readIp, "reg_ip"),
  lastSignInIp: column(readIp, "login_ip"),
};
export type UserDetails = ValuesOf<typeof USER_DETAIL_COLUMNS>;

export const userDetailsOf = (row: RawRow): UserDetails => valuesOf(row, USER_DETAIL_COLUMNS);

export const allUsersOf = (rows: readonly RawRow[]): UserDetails[] =>
  rows.filter(isWholeUser).map(userDetailsOf);

type Match = FoundUser["match"];
const WEAKEST_FIRST: readonly Match[] = ["untold", "similar", "exact"];

/** Exact ones first; a row that is something else than was asked for is left out. */
export function foundUsersOf(rows: readonly RawRow[], filter: UserFilter): FoundUser[] {
  const found: FoundUser[] = [];
  for (const user of allUsersOf(rows)) {
    const matches = matchesOf(user, filter);
    const match = WEAKEST_FIRST.find((kind) => matches.includes(kind));
    if (match !== undefined && !matches.includes(null)) {
      found.push({ user, match });
    }
  }
  return found.sort((a, b) => WEAKEST_FIRST.indexOf(b.match) - WEAKEST_FIRST.indexOf(a.match));
}

function matchesOf(user: UserDetails, filter: UserFilter): (Match | null)[] {
  const asked: [string | number | undefined, readonly (string | null)[], "whole" | "text"][] = [
    [filter.rowId, [user.rowId], "whole"],
    [filter.userId, [user.userId], "whole"],
    [filter.group, [user.group], "whole"],
    [filter.ip, [user.lastSignInIp, user.registeredFromIp], "whole"],
    [filter.username, [user.username], "text"],
    [filter.name, [user.name], "text"],
    [filter.email, [user.email], "text"],
    [filter.phone, [user.phone], "text"],
    [filter.remark, [user.remark], "text"],
  ];
  return asked.flatMap(([value, told, kind]) =>
    value === undefined ? [] : matchOf(String(value), told, kind),
  );
}

/** Null: the row says something else. */
function matchOf(asked: string, told: readonly (string | null)[], kind: "whole" | "text"): Match | null {
  if (told.includes(asked)) {
    return "exact";
  }
  const wanted = asked.trim().toLowerCase();
  const texts = kind === "text" ? told.map((text) => text?.toLowerCase() ?? null) : [];
  if (texts.includes(wanted)) {
    return "exact";
  }
  if (texts.some((text) => text?.includes(wanted))) {
    return "similar";
  }
  return told.includes(null) ? "untold" : null;
}
