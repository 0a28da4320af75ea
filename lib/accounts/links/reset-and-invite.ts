import "server-only";
import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import type { Locale } from "../../i18n/locales";
import { log } from "../../log";
import { canMail } from "../../mail";
import { parseUserId } from "../../rstack/ids";
import { nameKey } from "../names";
import { takePoint } from "../rate-limit";
import { keyedHash } from "../secrets";
import { type Enterable, whoMayEnter } from "../sign-in/sign-in-eligibility";
import { mailLink } from "./link-mail";
import { makeLink } from "./links";

/** For each name that was typed, so that nobody's mailbox is filled by somebody else. */
const EACH_NAME = { scope: "entry-mail", points: 3, seconds: 3600 };

/** For names that no account has, from everybody: each is a question to the master, whose answers customers wait for. */
const UNKNOWN_NAMES = { scope: "entry-unknown", points: 60, seconds: 60 };

type Account = typeof accounts.$inferSelect;

/**
 * "Forgot password", for those too who never had one: sends a link to the address that RStack holds (for staff: that of
 * their account). To be run after the answer was given: whoever asks learns nothing of what it finds.
 */
export async function requestEntry(login: string, locale: Locale): Promise<void> {
  const key = nameKey(login.trim());
  if (key === "" || !canMail() || (await takePoint(EACH_NAME, keyedHash("entry", key))) > 0) {
    return;
  }
  const [account] = await database()
    .select()
    .from(accounts)
    .where(and(or(eq(accounts.usernameKey, key), eq(accounts.emailKey, key)), isNull(accounts.formerAt)))
    .limit(1);
  if (account && account.role !== "customer") {
    await mailReset(account, account.email, locale);
    return;
  }
  const customer = await customerFor(account, login.trim());
  if (customer === "silent") {
    log.warn("the master was silent when somebody asked for a way in");
  } else if (customer?.email) {
    await mailEntry(customer, account, locale);
  }
}

/** Who is meant: by the account where there is one, else by what RStack has under this address or name. */
async function customerFor(
  account: Account | undefined,
  login: string,
): Promise<Enterable | "silent" | null> {
  if (account) {
    const userId = parseUserId(account.userId);
    return userId && whoMayEnter({ userId });
  }
  if ((await takePoint(UNKNOWN_NAMES, "everybody")) > 0) {
    return null;
  }
  return whoMayEnter(login.includes("@") ? { email: login } : { username: login });
}

/** `asked`: the account that was named, since a customer may have several. */
async function mailEntry(customer: Enterable, asked: Account | undefined, locale: Locale): Promise<void> {
  const [own] = asked
    ? [asked]
    : await database()
        .select()
        .from(accounts)
        .where(and(eq(accounts.userId, customer.userId), isNull(accounts.formerAt)))
        .orderBy(sql`${accounts.disabledAt} is not null`, asc(accounts.createdAt))
        .limit(1);
  if (own) {
    await mailReset(own, customer.email, own.locale ?? locale);
  } else if (customer.email) {
    await inviteCustomer(customer, locale);
  }
}

async function mailReset(account: Account, to: string | null, locale: Locale): Promise<void> {
  if (to && !account.disabledAt) {
    const link = await makeLink({ purpose: "reset", accountId: account.id, email: to });
    await mailLink("reset", to, link, account.locale ?? locale);
  }
}

/** A link by which a customer makes an account of their own, mailed to the address that RStack holds. */
export async function inviteCustomer(
  customer: Enterable,
  locale: Locale,
  createdBy?: string,
): Promise<boolean> {
  const { userId, email } = customer;
  if (!email) {
    return false;
  }
  return mailLink(
    "activate",
    email,
    await makeLink({ purpose: "activate", userId, email, createdBy }),
    locale,
  );
}
