import "server-only";
import { eq } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { config } from "../config";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { messagesFor } from "../i18n/messages";
import { log } from "../log";
import { canMail, sendMail } from "../mail";
import { perProcess } from "../per-process";
import { providerView } from "../provider/settings";

/** What the owner of an account hears of, whoever did it; message keys of `mail.security`. */
export type SecurityNews =
  | "factor-added"
  | "factor-removed"
  | "factors-reset"
  | "codes-renewed"
  | "code-used"
  | "password-changed";

const underWay = perProcess("security-mails", () => new Set<Promise<void>>());

/**
 * Mails the account's own address, in its language. Nothing waits for it and it never throws, because what it tells of
 * has already happened.
 */
export function tellOwner(accountId: string, news: SecurityNews): void {
  if (!canMail()) {
    return;
  }
  const mailing = tell(accountId, news, new Date())
    .catch((err) => log.error({ err, accountId, news }, "the owner of an account was not told"))
    .finally(() => underWay.delete(mailing));
  underWay.add(mailing);
}

/** Until all that was told so far is with the mail server, or given up: for a command before it ends. */
export async function ownersTold(): Promise<void> {
  await Promise.all(underWay);
}

async function tell(accountId: string, news: SecurityNews, at: Date): Promise<void> {
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
      news: t(`${news}.text`),
      when: at.toISOString().slice(0, 16).replace("T", " "),
      panel: config().panelOrigin,
    }),
  });
}
