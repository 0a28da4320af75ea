import "server-only";
import { type AccountRecord, accountsOfCustomer } from "@/lib/accounts/account-admin";
import { takeLinkMail } from "@/lib/accounts/links/link-mail";
import { type LinkPurpose, makeLink } from "@/lib/accounts/links/links";
import { type Enterable, whoMayEnter } from "@/lib/accounts/sign-in/sign-in-eligibility";
import { parseUserId } from "@/lib/rstack/ids";

export type EntryLink =
  | { ok: true; customer: Enterable; purpose: LinkPurpose; link: string }
  | { ok: false; code: "not-found" | "master-down" }
  | { ok: false; code: "not-possible"; reason?: "no-email" }
  | { ok: false; code: "too-many"; waitSeconds: number };

/** Whose passwords a link can set, of a customer's accounts from the oldest on; none: it invites to make one. */
export const entryAccounts = (accounts: AccountRecord[]): AccountRecord[] =>
  accounts.filter(({ disabledAt, linkedTo }) => disabledAt === null && linkedTo === null);

/**
 * An invitation for a customer without a panel account, else a link to a new password: of the account that is named, or of
 * the oldest. Exactly the person RStack has. `isMailed`: it goes to their mailbox, which takes so many and no more; none is
 * made then, since a new one ends the last.
 */
export async function entryLinkFor(
  userIdText: string,
  { accountId, createdBy, isMailed }: { accountId?: string; createdBy?: string; isMailed?: boolean },
): Promise<EntryLink> {
  const userId = parseUserId(userIdText);
  const customer = userId && (await whoMayEnter({ userId }));
  if (customer === "silent") {
    return { ok: false, code: "master-down" };
  }
  if (!customer) {
    return { ok: false, code: "not-found" };
  }
  const accounts = entryAccounts(await accountsOfCustomer(customer.userId));
  const account = accountId ? accounts.find(({ id }) => id === accountId) : accounts[0];
  if (accountId && !account) {
    return { ok: false, code: "not-possible" };
  }
  const { email } = customer;
  if (isMailed && !email) {
    return { ok: false, code: "not-possible", reason: "no-email" };
  }
  const waitSeconds = isMailed && email ? await takeLinkMail("staff", email) : 0;
  if (waitSeconds > 0) {
    return { ok: false, code: "too-many", waitSeconds };
  }
  return account
    ? {
        ok: true,
        customer,
        purpose: "reset",
        link: await makeLink({ purpose: "reset", accountId: account.id, email, createdBy }),
      }
    : {
        ok: true,
        customer,
        purpose: "activate",
        link: await makeLink({ purpose: "activate", userId: customer.userId, email, createdBy }),
      };
}
