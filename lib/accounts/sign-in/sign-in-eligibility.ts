import "server-only";
import { master } from "../../master";
import type { UserId } from "../../rstack/ids";
import type { UserQuery, UserRow } from "../../rstack/master-client";
import { noteHolder } from "../status/number-holder";

/** RStack's own administrators never get into the panel as customers. */
const RSTACK_ADMIN = "10";
export const isRstackAdmin = ({ group }: Pick<UserRow, "group">): boolean => group === RSTACK_ADMIN;

export interface Enterable {
  userId: UserId;
  username: string | null;
  email: string | null;
}

/**
 * The one customer that the master has by this discriminator: exactly one row that matches exactly, status 0, no
 * administrator. Null for everything else, a silent master included.
 */
export async function whoMayEnter(by: UserQuery): Promise<Enterable | "silent" | null> {
  const read = await master().findUsers(by, { priority: "sign-in" });
  if (!read.ok) {
    return "silent";
  }
  const [row, second] = read.value;
  if (!row || second) {
    return null;
  }
  if (row.userId) {
    await noteHolder(row.userId, row);
  }
  return enterable(row);
}

/** The same of a row that was read already, such as one of a whole list. */
export function enterable(row: UserRow): Enterable | null {
  const isOrdinary = row.status === "0" && !isRstackAdmin(row);
  return isOrdinary && row.userId ? { userId: row.userId, username: row.username, email: row.email } : null;
}
