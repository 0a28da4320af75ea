import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { FairQueue, queueFullSeconds } from "../../fair-queue";
import type { Locale } from "../../i18n/locales";
import { log } from "../../log";
import { canMail } from "../../mail";
import { perProcess } from "../../per-process";
import { parseUserId } from "../../rstack/ids";
import { networkOf } from "../caller-address";
import { nameKey } from "../names";
import { takePoint } from "../rate-limit";
import { keyedHash } from "../secrets";
import { type Enterable, whoMayEnter } from "../sign-in/sign-in-eligibility";
import { mailLink, takeLinkMail } from "./link-mail";
import { makeLink } from "./links";

/** For each name that was typed; the mailbox has a limit of its own. */
const EACH_NAME = { scope: "entry-mail", points: 3, seconds: 3600 };

/** Names that no account has: each is a question to the master, whose answers customers wait for. */
const UNKNOWN_OF_NETWORK = { scope: "entry-unknown-network", points: 6, seconds: 60 };
/** Where addresses are unknown all callers are one network. */
const UNKNOWN_OF_ALL = { scope: "entry-unknown", points: 60, seconds: 60 };
/** How fast they are asked for, of all networks together: this runs after the answer, so whoever comes later waits. */
const UNKNOWN_PACE = { scope: "entry-unknown-pace", points: 10, seconds: 10 };
const PACE_MS = 1_000;
const LONGEST_QUEUE = 200;
const unknownNames = perProcess(
  "unknown names",
  () => new FairQueue({ known: 1, stranger: 1 }, LONGEST_QUEUE, PACE_MS),
);

type Account = typeof accounts.$inferSelect;

/**
 * "Forgot password", for those too who never had one: sends a link to the address that RStack holds (for staff: that of
 * their account). To be run after the answer was given: whoever asks learns nothing of what it finds.
 */
export async function requestEntry(login: string, locale: Locale, address: string | null): Promise<void> {
  const key = nameKey(login.trim());
  if (key === "" || !canMail() || (await takePoint(EACH_NAME, keyedHash("entry", key))) > 0) {
    return;
  }
  const [account] = await database()
    .select()
    .from(accounts)
    .where(
      and(
        or(eq(accounts.usernameKey, key), eq(accounts.emailKey, key)),
        isNull(accounts.formerAt),
        isNull(accounts.linkedTo),
      ),
    )
    .limit(1);
  if (account && account.role !== "customer") {
    await mailReset(account, account.email, locale);
    return;
  }
  if (account && account.userId === null) {
    // A guest who is no customer: the panel alone has an address, and the link to the account proved it.
    await mailReset(account, account.confirmedEmailKey === account.emailKey ? account.email : null, locale);
    return;
  }
  const customer = await customerFor(account, login.trim(), address);
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
  address: string | null,
): Promise<Enterable | "silent" | null> {
  if (account) {
    const userId = parseUserId(account.userId);
    return userId && whoMayEnter({ userId });
  }
  if (!(await mayAskFor(address))) {
    countLeft();
    return null;
  }
  return whoMayEnter(login.includes("@") ? { email: login } : { username: login });
}

/** Whether RStack may be asked for one more name that no account has; waits for its turn among those of other networks. */
async function mayAskFor(address: string | null): Promise<boolean> {
  if (address === null) {
    return (await takePoint(UNKNOWN_OF_ALL, "everybody")) === 0;
  }
  const network = networkOf(address);
  if ((await takePoint(UNKNOWN_OF_NETWORK, keyedHash("network", network))) > 0) {
    return false;
  }
  const pace = async () => {
    for (let wait = 1; wait > 0; ) {
      wait = await takePoint(UNKNOWN_PACE, "everybody");
      await sleep(wait * 1_000);
    }
    return true;
  };
  return unknownNames.run({ lane: "stranger", network, address }, pace).catch((reason) => {
    if (queueFullSeconds(reason) === null) {
      throw reason;
    }
    return false;
  });
}

const TELL_MS = 60_000;
const left = perProcess("unknown names left", () => ({ count: 0 }));

/** One line a minute: a flood must not fill the log. */
function countLeft(): void {
  left.count += 1;
  if (left.count === 1) {
    setTimeout(() => {
      log.warn(
        { count: left.count },
        "links for names that no account has were not looked for: too many were asked for",
      );
      left.count = 0;
    }, TELL_MS).unref();
  }
}

/** `asked`: the account that was named, since a customer may have several. */
async function mailEntry(customer: Enterable, asked: Account | undefined, locale: Locale): Promise<void> {
  const [own] = asked
    ? [asked]
    : await database()
        .select()
        .from(accounts)
        .where(
          and(eq(accounts.userId, customer.userId), isNull(accounts.formerAt), isNull(accounts.linkedTo)),
        )
        .orderBy(sql`${accounts.disabledAt} is not null`, asc(accounts.createdAt))
        .limit(1);
  if (own) {
    await mailReset(own, customer.email, own.locale ?? locale);
  } else if (customer.email && (await takeLinkMail("stranger", customer.email)) === 0) {
    await inviteCustomer(customer, locale);
  }
}

async function mailReset(account: Account, to: string | null, locale: Locale): Promise<void> {
  if (to && !account.disabledAt && (await takeLinkMail("stranger", to)) === 0) {
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
