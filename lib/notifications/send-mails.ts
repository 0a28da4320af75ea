import "server-only";
import { and, asc, eq, inArray, isNotNull, isNull, lte, not, or, sql } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { config } from "../config";
import { database } from "../db/connection";
import { notificationSettings, notifications } from "../db/notification-schema";
import { accounts } from "../db/schema";
import { every } from "../every";
import type { Locale } from "../i18n/locales";
import { messagesFor } from "../i18n/messages";
import { log } from "../log";
import { canMail, sendMail } from "../mail";
import { providerView } from "../provider/settings";
import type { NotificationData } from "./kinds";
import { calendarFile } from "./notices";
import { notificationText } from "./notification-text";
import { mayRead, toldRows } from "./read-notifications";
import { sendSecurityMails } from "./security-mails";
import { mailAddressOf } from "./settings";
import { unsubscribeLinks, unsubscribeToken } from "./unsubscribe";

const LOOK_MS = 5_000;
/** What comes within this of the first one is in the same mail; a tenth of the time between mails where that is less. */
const GATHER_MS = 60_000;
const AGAIN_AFTER_FAULT_MS = 60_000;
/** Later than this it is no news any more. */
const LATEST_MS = 24 * 3_600_000;
const MOST_ACCOUNTS = 50;
const MOST_LINES = 50;

/** Mails what accounts wait for, on whichever instance comes first. Returns what ends it. */
export function startNotificationMails(): () => void {
  if (!canMail()) {
    return () => {};
  }
  const lookMs = Math.min(LOOK_MS, config().notifications.lookMs);
  return every(lookMs, "notifications could not be mailed", async () => {
    await sendSecurityMails();
    await sendDueMails(new Date());
  }).stop;
}

/** One mail to each account whose time has come, with all that it waits for. Returns how many left. */
export async function sendDueMails(now: Date): Promise<number> {
  const gatherMs = Math.min(GATHER_MS, config().notifications.mailMs / 10);
  await drop(now);
  const due = await database()
    .select({ accountId: notifications.accountId })
    .from(notifications)
    .leftJoin(notificationSettings, eq(notificationSettings.accountId, notifications.accountId))
    .where(and(waits, or(isNull(notificationSettings.nextMailAt), lte(notificationSettings.nextMailAt, now))))
    .groupBy(notifications.accountId)
    .having(lte(sql`min(${notifications.mailDueAt})`, new Date(now.getTime() - gatherMs)))
    .limit(MOST_ACCOUNTS);
  let sent = 0;
  for (const { accountId } of due) {
    if ((await claim(accountId, now)) && (await mailTo(accountId, now))) {
      sent += 1;
    }
  }
  return sent;
}

/** For the next mail of its account: one of the account's safety has a mail of its own. */
const waits = and(isNotNull(notifications.mailDueAt), isNull(notifications.mailTo));

/** What is no news any more, or of a host that a guest sees no more. */
async function drop(now: Date): Promise<void> {
  const isOld = lte(notifications.mailDueAt, new Date(now.getTime() - LATEST_MS));
  await database()
    .update(notifications)
    .set({ mailDueAt: null })
    .where(and(waits, or(isOld, not(mayRead()))));
}

/** True for one instance alone: its mail is the one of these ten minutes, whatever becomes of it. */
async function claim(accountId: string, now: Date): Promise<boolean> {
  const nextMailAt = new Date(now.getTime() + config().notifications.mailMs);
  const rows = await database()
    .insert(notificationSettings)
    .values({ accountId, nextMailAt })
    .onConflictDoUpdate({
      target: notificationSettings.accountId,
      set: { nextMailAt },
      setWhere: or(isNull(notificationSettings.nextMailAt), lte(notificationSettings.nextMailAt, now)),
    })
    .returning({ accountId: notificationSettings.accountId });
  return rows.length > 0;
}

async function mailTo(accountId: string, now: Date): Promise<boolean> {
  const [account] = await database().select().from(accounts).where(eq(accounts.id, accountId));
  const rows = await toldRows()
    .where(and(eq(notifications.accountId, accountId), waits, mayRead()))
    .orderBy(asc(notifications.at), asc(notifications.id));
  const ids = rows.map(({ id }) => id);
  const email = await mailAddressOf(accountId);
  if (!account || email === null || account.disabledAt || account.formerAt || rows.length === 0) {
    await settle(ids, { mailDueAt: null });
    return false;
  }
  const links = unsubscribeLinks(unsubscribeToken({ id: accountId, email }, now));
  const mail = await written(account, rows, links.person);
  if (!(await sendMail({ to: email, ...mail, unsubscribe: links.program }))) {
    await database()
      .update(notificationSettings)
      .set({ nextMailAt: new Date(now.getTime() + AGAIN_AFTER_FAULT_MS) })
      .where(eq(notificationSettings.accountId, accountId));
    return false;
  }
  await settle(ids, { mailDueAt: null, mailedAt: now });
  log.info({ accountId, count: ids.length }, "notifications were mailed");
  return true;
}

async function settle(ids: string[], to: { mailDueAt: null; mailedAt?: Date }): Promise<void> {
  if (ids.length > 0) {
    await database().update(notifications).set(to).where(inArray(notifications.id, ids));
  }
}

async function written(
  account: typeof accounts.$inferSelect,
  rows: Awaited<ReturnType<typeof toldRows>>,
  unsubscribe: string,
): Promise<{ subject: string; text: string; calendar: string | null }> {
  const locale = account.locale ?? config().defaultLocale;
  const provider = (await providerView()).name;
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "mail.notifications" });
  const told = rows.flatMap((row) => {
    const text = notificationText(locale, row, provider);
    return text === null ? [] : [{ row, text, when: timeText(row.at, locale, account.timeZone) }];
  });
  const lines = told.slice(0, MOST_LINES).map(({ text, when }) => t("line", { text, when }));
  const more = told.length - lines.length;
  const [first] = told;
  const notices = told.flatMap(({ row, text }) =>
    row.kind === "notice" ? [{ notice: row.data as NotificationData["notice"], text }] : [],
  );
  return {
    subject:
      told.length === 1 && first
        ? t("one.subject", { provider, text: first.text })
        : t("many.subject", { provider, count: told.length }),
    text: t("text", {
      name: account.displayName ?? account.username,
      list: [...lines, ...(more > 0 ? [t("more", { count: more })] : [])].join("\n"),
      panel: config().panelOrigin,
      unsubscribe,
    }),
    calendar: calendarFile(
      notices.map((one) => ({ ...one, summary: t("calendar", { provider }) })),
      new URL(config().panelOrigin).hostname,
      new Date(),
    ),
  };
}

/** In the account's own zone; without one in UTC, which it says. */
const timeText = (at: Date, locale: Locale, timeZone: string | null): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: timeZone ? "short" : "long",
    hourCycle: "h23",
    timeZone: timeZone ?? "UTC",
  }).format(at);
