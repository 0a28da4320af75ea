import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";
import { config } from "../../config";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { canMail } from "../../mail";
import { type AccountFault, createAccount } from "../create-account";
import type { Role } from "../sessions/viewer";
import { mailLink, STAFF_LINK_HOURS, takeLinkMail } from "./link-mail";
import { makeLink } from "./links";

export interface NewColleague {
  username: string;
  displayName?: string;
  email?: string;
  role: Exclude<Role, "customer">;
}

/** `link`: it was not mailed, and is to be handed over by another way; it is kept nowhere in clear. */
export type Invited = { ok: true; link: string | null } | { ok: false; fault: AccountFault };

/** An account without a password, and a link by which the colleague sets one. */
export async function inviteStaff(colleague: NewColleague, by: string): Promise<Invited> {
  const made = await createAccount(colleague);
  return made.ok ? { ok: true, link: await sendLink(made.accountId, colleague, by) } : made;
}

/** A new link in place of the last one. Null where it is no colleague who still has to set their first password. */
export async function inviteStaffAgain(
  accountId: string,
  by: string,
): Promise<{ link: string | null } | null> {
  const [account] = await database()
    .select({ username: accounts.username, email: accounts.email })
    .from(accounts)
    .where(
      and(
        eq(accounts.id, accountId),
        ne(accounts.role, "customer"),
        isNull(accounts.passwordHash),
        isNull(accounts.disabledAt),
      ),
    );
  return account ? { link: await sendLink(accountId, account, by) } : null;
}

async function sendLink(
  accountId: string,
  { username, email }: { username: string; email?: string | null },
  createdBy: string,
): Promise<string | null> {
  const link = await makeLink({ purpose: "reset", accountId, email, createdBy, hours: STAFF_LINK_HOURS });
  const { defaultLocale } = config();
  const mayMail = email && canMail() && (await takeLinkMail("staff", email)) === 0;
  const sent = mayMail ? await mailLink("staff", email, link, defaultLocale, username) : false;
  return sent ? null : link;
}
