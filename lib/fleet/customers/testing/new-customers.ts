import { createAccount } from "@/lib/accounts/create-account";
import { confirmCustomer } from "@/lib/accounts/status/rstack-status";
import { ALL_ACTIVITY } from "@/lib/hosts/activity/activity-filter";
import { readActivity } from "@/lib/hosts/activity/read-activity";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { ann } from "@/lib/hosts/testing/ann";
import { parseUserId, parseVmId, type UserId } from "@/lib/rstack/ids";
import type { NewUser } from "@/lib/rstack/provider-inputs";

export function user(text: string): UserId {
  const parsed = parseUserId(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

export const newUser = (number: string, name = `u${number}`): NewUser => ({
  userId: user(number),
  username: name,
  password: "0123456789",
  email: `${name}@example.net`,
});

export async function readHost(id: string): Promise<void> {
  const vmId = parseVmId(id);
  if (!vmId) throw new Error(id);
  await readOne(vmId, { priority: "command" });
}

/** A panel account of whoever has the number, confirmed as at a first sign-in. */
export async function accountOf(userId: string): Promise<string> {
  const made = await createAccount({ username: `a${userId}${Math.random()}`, role: "customer", userId });
  if (!made.ok) throw new Error(made.fault);
  await confirmCustomer(made.accountId);
  return made.accountId;
}

/** What whoever has the number now reads in their Activity. */
export async function activityOf(userId: string) {
  const page = await readActivity({ owner: user(userId) }, ALL_ACTIVITY, { ...ann, userId: user(userId) });
  return page.entries;
}
