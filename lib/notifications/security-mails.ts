import "server-only";
import { and, asc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { z } from "zod";
import { config } from "../config";
import { database } from "../db/connection";
import { ADVISORY_LOCKS } from "../db/locks";
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

type Told = typeof notifications.$inferSelect;

/** `accountId`: that account's alone. What is the same and waits is one mail, to the address that the account had then. Returns how many left. */
export async function sendSecurityMails(accountId?: string): Promise<number> {
  const ids = await claim(accountId === undefined ? sql`true` : sql`account_id = ${accountId}::uuid`);
  const claimed = await database()
    .select({ told: notifications, account: accounts })
    .from(notifications)
    .innerJoin(accounts, eq(accounts.id, notifications.accountId))
    .where(and(inArray(notifications.id, ids), isNotNull(notifications.mailTo)))
    .orderBy(asc(notifications.at));
  const bundles = new Map<string, typeof claimed>();
  for (const one of claimed) {
    const key = JSON.stringify([one.told.accountId, one.told.mailTo, newsOf(one.told)]);
    bundles.set(key, [...(bundles.get(key) ?? []), one]);
  }
  const sent = await Promise.all([...bundles.values()].map(mailOne));
  return sent.filter(Boolean).length;
}

const Claimed = z.object({ id: z.string() });

/**
 * With each that is due those of the same that wait. For one instance alone, so that what is the same stays one mail: another
 * one comes to it after the pause, if it is still waiting then. After the last there is no more.
 */
async function claim(whose: SQL): Promise<string[]> {
  const pauses = sql`(array(select jsonb_array_elements_text(${JSON.stringify(PAUSES_MS)}::jsonb)::float8))`;
  const { rows } = await database().transaction(async (tx) => {
    // A statement of its own: the next one must see what the claim before it made of the rows.
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.securityMails})`);
    return tx.execute(sql`update notifications set mail_attempts = mail_attempts + 1,
        mail_due_at = now() + ${pauses}[mail_attempts + 1] * interval '1 millisecond'
      where id in (select m.id
        from (select * from notifications where mail_to is not null and mail_due_at <= now() and ${whose}
          order by mail_due_at limit ${AT_ONCE}) d
        join notifications m on m.account_id = d.account_id and m.mail_to = d.mail_to and m.kind = d.kind
          and m.data ->> 'what' is not distinct from d.data ->> 'what'
        where m.mail_due_at is not null)
        and mail_to is not null and mail_due_at is not null
      returning id`);
  });
  return rows.map((row) => Claimed.parse(row).id);
}

async function mailOne(bundle: { told: Told; account: typeof accounts.$inferSelect }[]): Promise<boolean> {
  const last = bundle.at(-1);
  if (!last?.told.mailTo) {
    return false;
  }
  const all = bundle.map(({ told }) => told);
  const ids = all.map(({ id }) => id);
  const mail = await written(all, last.account);
  if (!(await sendMail({ to: last.told.mailTo, ...mail }))) {
    const over = all.filter(({ mailDueAt }) => mailDueAt === null);
    if (over.length > 0) {
      const given = inArray(
        notifications.id,
        over.map(({ id }) => id),
      );
      await database().update(notifications).set({ mailTo: null }).where(given);
      const { mailAttempts: attempts } = last.told;
      log.error({ accountId: last.account.id, attempts }, "a security mail was given up");
    }
    return false;
  }
  await database()
    .update(notifications)
    .set({ mailTo: null, mailDueAt: null, mailedAt: sql`now()` })
    .where(inArray(notifications.id, ids));
  return true;
}

/** Message key below `mail.security`. */
const newsOf = ({ kind, data }: Told) =>
  kind === "factors-changed"
    ? (data as NotificationData["factors-changed"]).what
    : (kind as "password-changed" | "new-browser");

const timeOf = ({ at }: Told): string => at.toISOString().slice(0, 16).replace("T", " ");

/** So many are listed one by one. */
const LISTED = 20;

/** Who didn't ask for these does something else than with the others. */
const OWN_ENDINGS = ["password-changed", "factors-reset"] as const;

/** Of what is the same, oldest first. */
async function written(
  all: readonly Told[],
  account: typeof accounts.$inferSelect,
): Promise<{ subject: string; text: string }> {
  const [first] = all;
  if (!first) {
    throw new Error("a mail of nothing");
  }
  const locale = account.locale ?? config().defaultLocale;
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "mail.security" });
  const provider = (await providerView()).name;
  const news = newsOf(first);
  const deviceOf = ({ data }: Told) =>
    first.kind === "new-browser" ? deviceText(locale, data as NotificationData["new-browser"]) : "";
  const panel = config().panelOrigin;
  const ending = OWN_ENDINGS.find((own) => own === news);
  const text = t(`${news}.text`, { device: deviceOf(first), provider });
  const times = all
    .slice(-LISTED)
    .map((one) => [`${timeOf(one)} UTC`, deviceOf(one)].filter(Boolean).join(", "));
  const several = t("several", { count: all.length });
  return {
    subject: t(`${news}.subject`, { provider }),
    text: t("frame", {
      name: account.displayName ?? account.username,
      news: all.length === 1 ? text : `${text}\n\n${several}\n${times.join("\n")}`,
      when: timeOf(all.at(-1) ?? first),
      ending: t(ending ? `${ending}.ending` : "ending", { panel, provider }),
    }),
  };
}

/** From where, as far as it is known. */
function deviceText(locale: Locale, { browser, system, address }: NotificationData["new-browser"]): string {
  const t = createTranslator({ locale, messages: messagesFor(locale) });
  const device = browser && system ? t("words.deviceOn", { browser, system }) : t("words.unknownDevice");
  return address ? t("notifications.deviceFrom", { device, address }) : device;
}
