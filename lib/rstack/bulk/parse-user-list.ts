import { classify, type Reply } from "../classify";
import type { UserDetails } from "../provider-rows";
import { allUsersOf } from "../rows/user-details";
import { CUSTOMER_NOT_NAMED, namesCustomers } from "../rows/user-row";

export interface UserList {
  rows: UserDetails[];
}

/** A whole answer to `user_info`. Pure, and takes bytes: every customer may be tens of megabytes. */
export function parseUserList(bytes: Uint8Array): Reply<UserList> {
  const reply = classify("list", bytes);
  if (reply.kind !== "value") {
    return reply;
  }
  return namesCustomers(reply.value)
    ? { ...reply, value: { rows: allUsersOf(reply.value) } }
    : CUSTOMER_NOT_NAMED;
}
