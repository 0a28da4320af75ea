import "server-only";
import { eq } from "drizzle-orm";
import { createTranslator } from "next-intl";
import { config } from "../../config";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import type { Locale } from "../../i18n/locales";
import { messagesFor } from "../../i18n/messages";
import { log } from "../../log";
import { canMail, sendMail } from "../../mail";
import { providerView } from "../../provider/settings";
import { nameKey } from "../names";
import { takePoint } from "../rate-limit";
import { keyedHash } from "../secrets";
import { LINK_HOURS, type LinkPurpose, makeLink } from "./links";

/** A colleague is invited by a link to a first password, which waits for them as long as an invitation does. */
export const STAFF_LINK_HOURS = LINK_HOURS.activate;

/** A mailbox may be nobody's of ours: strangers, and staff, each fill it with so many links and no more. */
const EACH_MAILBOX = { points: 3, seconds: 3600 };

/** Before a link is made, as it ends the one before. Returns the seconds to wait, 0 for none. */
export const takeLinkMail = (by: "stranger" | "staff", to: string): Promise<number> =>
  takePoint({ ...EACH_MAILBOX, scope: `link-mail-${by}` }, keyedHash("mailbox", to.trim().toLowerCase()));

/** The link to the person, in their language; also without a request, for runs in the background. */
export async function mailLink(
  purpose: LinkPurpose | "staff",
  to: string,
  link: string,
  locale: Locale,
  username = "",
): Promise<boolean> {
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "mail" });
  const values = {
    provider: (await providerView()).name,
    panel: config().panelOrigin,
    link,
    username,
    hours: purpose === "staff" ? STAFF_LINK_HOURS : LINK_HOURS[purpose],
  };
  return sendMail({ to, subject: t(`${purpose}.subject`, values), text: t(`${purpose}.text`, values) });
}

/** Of invitations and offers together, whoever sends them. */
const INVITATIONS = { scope: "invitation-mail", points: 5, seconds: 86_400 };

/** As long as the invitation waits that it is mailed with. */
const GUEST_LINK_HOURS = 7 * 24;

const WHERE = { guest: "/people", handover: "/handovers" };

/**
 * Tells an address that something waits for whoever signs in with it confirmed; a guest whom the panel doesn't know gets a
 * link to an account. It holds nothing that a customer wrote, as it may reach a stranger. In the reader's language where the panel knows it. Returns at once: how long
 * it takes would tell whether the address is known.
 */
export function mailInvitation(
  what: "guest" | "handover",
  to: string,
  expires: { days: number } | { hours: number },
  sendersLocale: Locale | null,
): void {
  const send = async () => {
    const emailKey = nameKey(to);
    if (!canMail() || (await takePoint(INVITATIONS, keyedHash("mailbox", emailKey))) > 0) {
      return;
    }
    const [known] = await database()
      .select({ locale: accounts.locale })
      .from(accounts)
      .where(eq(accounts.emailKey, emailKey));
    const locale = known?.locale ?? sendersLocale ?? config().defaultLocale;
    const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "mail" });
    const link =
      what === "guest" && !known
        ? await makeLink({ purpose: "activate", email: to, hours: GUEST_LINK_HOURS })
        : `${config().panelOrigin}${WHERE[what]}`;
    const values = { provider: (await providerView()).name, link, ...expires };
    await sendMail({ to, subject: t(`${what}.subject`, values), text: t(`${what}.text`, values) });
  };
  send().catch((err) => log.error({ err, what }, "an invitation was not mailed"));
}
