import "server-only";
import { getTranslations } from "next-intl/server";
import { config } from "../config";
import { canMail, sendMail } from "../mail";
import { providerView } from "../provider/settings";
import type { UserId } from "../rstack/ids";
import { verifyOwnPassword } from "./change-password";
import { Email } from "./names";
import { changeProfile, emailIsTaken, saveEmail } from "./own-profile";
import type { Locale } from "./viewer";

export type EmailChange =
  /** `mailed`: whether both addresses were written to. */
  | { ok: true; mailed: boolean }
  | { ok: false; code: "too-many"; waitSeconds: number }
  | {
      ok: false;
      code:
        | "wrong-password"
        | "email-unusable"
        | "not-allowed"
        | "refused"
        | "master-down"
        | "unconfirmed"
        | "weak-password";
    };

/**
 * A person's own new address, in RStack and for signing in. Asks for the password again, and writes to both addresses,
 * so that whoever had the old one hears of it.
 */
export async function changeOwnEmail(
  who: { accountId: string; userId: UserId; locale: Locale },
  given: { password: string; email: string },
): Promise<EmailChange> {
  if (!canMail()) {
    return { ok: false, code: "not-allowed" };
  }
  const proven = await verifyOwnPassword(who.accountId, given.password);
  if (!proven.ok) {
    return proven.code === "too-many" ? proven : { ok: false, code: "wrong-password" };
  }
  const parsed = Email.safeParse(given.email.trim());
  const taken = parsed.success ? await emailIsTaken(who, parsed.data) : true;
  if (!parsed.success || taken !== false) {
    return { ok: false, code: taken === null ? "master-down" : "email-unusable" };
  }
  // Taken here first: what is another's by now must not be changed in RStack either.
  if (!(await saveEmail(who.accountId, parsed.data))) {
    return { ok: false, code: "email-unusable" };
  }
  const change = await changeProfile(who.userId, { email: parsed.data });
  if (!change.ok) {
    await saveEmail(who.accountId, proven.account.email);
    return { ok: false, code: change.why };
  }
  const old = change.before.email ?? proven.account.email;
  return { ok: true, mailed: await tellBoth(old, parsed.data, who.locale) };
}

async function tellBoth(old: string | null, next: string, locale: Locale): Promise<boolean> {
  const t = await getTranslations({ locale, namespace: "mail.email-changed" });
  const values = { provider: (await providerView()).name, panel: config().panelOrigin };
  const mails = [
    { to: next, subject: t("subject", values), text: t("new", values) },
    ...(old && old.toLowerCase() !== next.toLowerCase()
      ? [{ to: old, subject: t("subject", values), text: t("old", values) }]
      : []),
  ];
  const sent = await Promise.all(mails.map(sendMail));
  return sent.every(Boolean);
}
