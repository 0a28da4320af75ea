import "server-only";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { config } from "../config";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import type { Locale } from "../i18n/locales";
import { messagesFor } from "../i18n/messages";
import { log } from "../log";
import { canMail, sendMail } from "../mail";
import type { FactorChange } from "../notifications/kinds";
import { type NotificationEvent, recordNotification } from "../notifications/record";
import { perProcess } from "../per-process";
import { providerView } from "../provider/settings";
import type { Caller } from "./caller";
import { deviceName } from "./device-name";

/** What the owner of an account hears of, whoever did it; message keys of `mail.security`. */
export type SecurityNews = FactorChange | "password-changed" | "new-browser";

/** Of a sign-in from a new browser. */
type Entrance = Pick<Caller, "userAgent" | "address">;

const underWay = perProcess("security-mails", () => new Set<Promise<void>>());

/**
 * Tells in the account's bell, to its webhooks, and at once by a mail to its own address, in its language. Nothing waits for
 * it and it never throws, because what it tells of has already happened.
 */
export function tellOwner(accountId: string, news: SecurityNews, entrance?: Entrance): void {
  const mailing = Promise.all([
    recordNotification({ accountId }, eventOf(news, entrance)),
    canMail() ? tell(accountId, news, new Date(), entrance) : null,
  ])
    .then(() => {})
    .catch((err) => log.error({ err, accountId, news }, "the owner of an account was not told"))
    .finally(() => underWay.delete(mailing));
  underWay.add(mailing);
}

/** Until all that was told so far is with the mail server, or given up: for a command before it ends. */
export async function ownersTold(): Promise<void> {
  await Promise.all(underWay);
}

function eventOf(news: SecurityNews, entrance?: Entrance): NotificationEvent {
  const key = `security ${randomUUID()}`;
  switch (news) {
    case "password-changed":
      return { kind: news, key, data: {} };
    case "new-browser": {
      const { browser = null, system = null } = deviceName(entrance?.userAgent ?? null) ?? {};
      return { kind: news, key, data: { browser, system, address: entrance?.address ?? null } };
    }
    default:
      return { kind: "factors-changed", key, data: { what: news } };
  }
}

async function tell(accountId: string, news: SecurityNews, at: Date, entrance?: Entrance): Promise<void> {
  const [account] = await database().select().from(accounts).where(eq(accounts.id, accountId));
  if (!account?.email) {
    return;
  }
  const locale = account.locale ?? config().defaultLocale;
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "mail.security" });
  const provider = (await providerView()).name;
  await sendMail({
    to: account.email,
    subject: t(`${news}.subject`, { provider }),
    text: t("frame", {
      provider,
      name: account.displayName ?? account.username,
      news: t(`${news}.text`, { device: deviceText(locale, entrance) }),
      when: at.toISOString().slice(0, 16).replace("T", " "),
      panel: config().panelOrigin,
    }),
  });
}

/** From where, as far as it is known. */
function deviceText(locale: Locale, entrance: Entrance | undefined): string {
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "notifications" });
  const device = deviceName(entrance?.userAgent ?? null);
  return [device ? t("deviceOn", device) : t("unknownDevice"), entrance?.address].filter(Boolean).join(", ");
}
