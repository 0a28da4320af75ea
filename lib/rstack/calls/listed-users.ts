import { CATALOGUE, type ParamsOf } from "../catalogue/catalogue";
import type { CallOptions } from "../master-client";
import type { Outcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import type { RawRow } from "../rows/raw-row";
import { CUSTOMER_NOT_NAMED, namesCustomers } from "../rows/user-row";

/** `user_info` as it came, unless its rows don't name customers: then a fault, since nobody would be found in it. */
export async function listedUsers(
  caller: RetryingCaller,
  params: ParamsOf<"user_info">,
  call: CallOptions,
): Promise<Outcome<RawRow[]>> {
  const listed = await caller.call("user_info", params, call);
  return !listed.ok || namesCustomers(listed.value)
    ? listed
    : caller.unread(CATALOGUE.user_info, CUSTOMER_NOT_NAMED);
}
