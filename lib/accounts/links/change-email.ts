import "server-only";
import { eq } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { config } from "../../config";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import type { Locale } from "../../i18n/locales";
import { messagesFor } from "../../i18n/messages";
import { log } from "../../log";
import { canMail, sendMail } from "../../mail";
import { providerView } from "../../provider/settings";
import { parseUserId, type UserId } from "../../rstack/ids";
import { verifyOwnPassword } from "../change-password";
import { giveBackTurns } from "../fair-share";
import { Email, nameKey } from "../names";
import { changeProfile, emailIsTaken, noteConfirmed, saveEmail } from "../own-profile";
import { takePoint } from "../rate-limit";
import { keyedHash } from "../secrets";
import { tellRstackLater } from "../tell-rstack";
import { mailLink } from "./link-mail";
import { giveLinkBack, makeLink, readLink, takeLink } from "./links";

/** Each is a mail to an address that nobody has proven yet. */
const EACH_ACCOUNT = { scope: "change-email", points: 3, seconds: 3600 };
/** Whoever asks, so that nobody's mailbox is filled by several accounts. */
const EACH_ADDRESS = { scope: "change-email-to", points: 3, seconds: 3600 };

/** `userId` null: a guest who is no customer, whose address RStack doesn't know. */
type Asker = { accountId: string; userId: UserId | null; locale: Locale };

export type EmailAsked =
  | { ok: true; email: string }
  | { ok: false; code: "too-many"; waitSeconds: number }
  | { ok: false; code: "wrong-password" | "not-allowed" }
  /** It is no e-mail address. */
  | { ok: false; code: "email-unusable" };

/**
 * Whether a person may ask for this new address: it takes their password, and three an hour. Says nothing of whose the
 * address is: that is looked at in `mailEmailLink`, to be run after the answer was given.
 */
export async function askForEmail(
  { accountId, userId }: Pick<Asker, "accountId" | "userId">,
  given: { password: string; email: string },
): Promise<EmailAsked> {
  if (!canMail() || (userId !== null && !config().customerFields.includes("email"))) {
    return { ok: false, code: "not-allowed" };
  }
  const proven = await verifyOwnPassword(accountId, given.password);
  if (!proven.ok) {
    return proven.code === "too-many" ? proven : { ok: false, code: "wrong-password" };
  }
  const email = Email.safeParse(given.email.trim());
  if (!email.success) {
    return { ok: false, code: "email-unusable" };
  }
  const waitSeconds = await takePoint(EACH_ACCOUNT, accountId);
  return waitSeconds > 0 ? { ok: false, code: "too-many", waitSeconds } : { ok: true, email: email.data };
}

/** Mails the link to the new address, or a word to its owner where it is another account's. Nothing is changed yet. */
export async function mailEmailLink({ accountId, userId, locale }: Asker, email: string): Promise<void> {
  if ((await takePoint(EACH_ADDRESS, keyedHash("email", nameKey(email)))) > 0) {
    log.info({ accountId }, "a new e-mail address was not written to: it has had three mails in an hour");
    return;
  }
  if (await emailIsTaken({ accountId, userId }, email)) {
    await tell(email, "email-taken", locale);
    return;
  }
  // Where the master is silent it is asked once more when the link is opened.
  await mailLink("email", email, await makeLink({ purpose: "email", accountId, email }), locale);
}

export type EmailConfirmed =
  | { ok: true }
  | { ok: false; code: "link-over" }
  | { ok: false; code: "master-down" | "refused" | "unconfirmed" | "not-allowed" };

/** The address is the account's from now on, here and, of a customer, in RStack; whoever reads the old one is told. */
export async function confirmEmail(token: string): Promise<EmailConfirmed> {
  const link = await readLink(token, "email");
  const [account] = link?.accountId
    ? await database().select().from(accounts).where(eq(accounts.id, link.accountId))
    : [];
  const userId = parseUserId(account?.userId);
  const isStrange = account && (account.role !== "customer" || (account.userId !== null && userId === null));
  if (!link?.email || !account || isStrange || account.disabledAt) {
    return { ok: false, code: "link-over" };
  }
  // The master may take seconds; others need not wait for it.
  giveBackTurns();
  const taken = await emailIsTaken({ accountId: account.id, userId }, link.email);
  if (taken !== false) {
    return { ok: false, code: taken === null ? "master-down" : "link-over" };
  }
  // Taken here first: what is another's by now must not be changed in RStack either.
  if (!(await moveEmail(token, account.id, link.email))) {
    return { ok: false, code: "link-over" };
  }
  const change = userId === null ? null : await changeProfile(userId, { email: link.email });
  if (change && !change.ok) {
    await putBack(link.id, account);
    // It names no value that a form showed, so there is none that could have changed meanwhile.
    return { ok: false, code: change.why === "changed-meanwhile" ? "unconfirmed" : change.why };
  }
  log.info({ accountId: account.id }, "an e-mail address was changed by a link");
  tellRstackLater(account.id, null);
  const old = change?.before.email ?? account.email;
  if (old && nameKey(old) !== nameKey(link.email)) {
    await tell(old, "email-changed", account.locale ?? config().defaultLocale);
  }
  return { ok: true };
}

/** The link and what it changes in one. False where it is over, or another account has the address by now. */
const moveEmail = (token: string, accountId: string, email: string): Promise<boolean> =>
  database().transaction(async (tx) => {
    const moved = (await takeLink(token, "email", tx)) !== null && (await saveEmail(accountId, email, tx));
    if (moved) {
      await noteConfirmed(accountId, email, tx);
    }
    return moved;
  });

/** RStack did not take it: all is as before, and the link is still good. */
const putBack = (linkId: string, { id, email }: typeof accounts.$inferSelect): Promise<void> =>
  database().transaction(async (tx) => {
    await saveEmail(id, email, tx);
    await giveLinkBack(linkId, tx);
  });

async function tell(to: string, news: "email-changed" | "email-taken", locale: Locale): Promise<void> {
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "mail" });
  const values = { provider: (await providerView()).name, panel: config().panelOrigin };
  await sendMail({ to, subject: t(`${news}.subject`, values), text: t(`${news}.text`, values) });
}
