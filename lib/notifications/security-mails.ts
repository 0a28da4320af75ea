import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { z } from "zod";
import { config } from "../config";
import { database } from "../db/connection";
import { notifications } from "../db/notification-schema";
import { accounts } from "../db/schema";
import type { Locale } from "../i18n/locales";
import { messagesFor } from "../i18n/messages";
import { log } from "../log";
import { sendMail } from "../mail";
import { providerView } from "../provider/settings";
import type { NotificationData } from "./kinds";
import { PAUSES_MS } from "./pauses";

const AT_ONCE = 20;

/** `accountId`: that account's alone. One mail for each, to the address that the account had when it happened. Returns how many left. */
export async function sendSecurityMails(accountId?: string): Promise<number> {
  const ids = await claim(accountId === undefined ? sql`true` : sql`account_id = ${accountId}::uuid`);
  const sent = await Promise.all(ids.map(mailOne));
  return sent.filter(Boolean).length;
}

const Claimed = z.object({ id: z.string() });

/** For one instance alone: another one comes to it after the pause, if it is still waiting then. After the last there is no more. */
async function claim(whose: SQL): Promise<string[]> {
  const pauses = sql`(array(select jsonb_array_elements_text(${JSON.stringify(PAUSES_MS)}::jsonb)::float8))`;
  const { rows } = await database().execute(sql`update notifications set mail_attempts = mail_attempts + 1,
      mail_due_at = now() + ${pauses}[mail_attempts + 1] * interval '1 millisecond'
    where id in (select id from notifications where mail_to is not null and mail_due_at <= now() and ${whose}
      order by mail_due_at limit ${AT_ONCE} for update skip locked)
    returning id`);
  return rows.map((row) => Claimed.parse(row).id);
}

async function mailOne(id: string): Promise<boolean> {
  const [row] = await database()
    .select({ told: notifications, account: accounts })
    .from(notifications)
    .innerJoin(accounts, eq(accounts.id, notifications.accountId))
    .where(eq(notifications.id, id));
  if (!row?.told.mailTo) {
    return false;
  }
  const { told, account } = row;
  const mail = await written(told, account);
  if (!(await sendMail({ to: row.told.mailTo, ...mail }))) {
    if (told.mailDueAt === null) {
      await database().update(notifications).set({ mailTo: null }).where(eq(notifications.id, id));
      log.error({ accountId: account.id, attempts: told.mailAttempts }, "a security mail was given up");
    }
    return false;
  }
  await database()
    .update(notifications)
    .set({ mailTo: null, mailDueAt: null, mailedAt: sql`now()` })
    .where(eq(notifications.id, id));
  return true;
}

/** Who didn't ask for these does something else than with the others. */
const OWN_ENDINGS = ["password-changed", "factors-reset"] as const;

async function written(
  { kind, data, at }: typeof notifications.$inferSelect,
  account: typeof accounts.$inferSelect,
): Promise<{ subject: string; text: string }> {
  const locale = account.locale ?? config().defaultLocale;
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "mail.security" });
  const provider = (await providerView()).name;
  const news =
    kind === "factors-changed"
      ? (data as NotificationData["factors-changed"]).what
      : (kind as "password-changed" | "new-browser");
  const device = kind === "new-browser" ? deviceText(locale, data as NotificationData["new-browser"]) : "";
  const panel = config().panelOrigin;
  const ending = OWN_ENDINGS.find((own) => own === news);
  return {
    subject: t(`${news}.subject`, { provider }),
    text: t("frame", {
      name: account.displayName ?? account.username,
      news: t(`${news}.text`, { device, provider }),
      when: at.toISOString().slice(0, 16).replace("T", " "),
      ending: t(ending ? `${ending}.ending` : "ending", { panel, provider }),
    }),
  };
}

/** From where, as far as it is known. */
function deviceText(locale: Locale, { browser, system, address }: NotificationData["new-browser"]): string {
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "notifications" });
  const device = browser && system ? t("deviceOn", { browser, system }) : t("unknownDevice");
  return address ? t("deviceFrom", { device, address }) : device;
}
