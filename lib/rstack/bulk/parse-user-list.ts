import { classify, type Reply } from "../classify";
import type { UserDetails } from "../provider-rows";
import { allUsersOf } from "../rows/user-details";

export interface UserList {
  rows: UserDetails[];
}

/** A whole answer to `user_info`. Pure, and takes bytes: every customer may be tens of megabytes. */
export function parseUserList(bytes: Uint8Array): Reply<UserList> {
  const reply = classify("list", bytes);
  return reply.kind === "value" ? { ...reply, value: { rows: allUsersOf(reply.value) } } : reply;
}
