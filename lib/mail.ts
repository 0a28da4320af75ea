import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { config } from "./config";
import { log } from "./log";
import { perProcess } from "./per-process";
import { providerView } from "./provider/settings";

/** Long enough for a slow server, short enough for a person who waits. */
const TIMEOUT_MS = 10_000;

export interface Mail {
  to: string;
  subject: string;
  /** Plain text: no provider's mail is a place for trackers. */
  text: string;
  /** What one press in a mail program calls to have no more of them (RFC 8058). */
  unsubscribe?: string;
  /** A file for a calendar (RFC 5545). */
  calendar?: string | null;
}

const transport = (url: string): Transporter =>
  perProcess("mail", () =>
    createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // What it logs could hold a link or an address.
      logger: false,
    }),
  );

export const canMail = (): boolean => config().mail !== null;

/** Whom it hands mails to, without what it signs in with; null where it sends none. */
export function mailServer(): string | null {
  const { mail } = config();
  return mail && new URL(mail.url).hostname;
}

/** True once the mail server took it. Never throws; the log holds neither address nor text. */
export const sendMail = async (mail: Mail): Promise<boolean> => (await tryMail(mail)) === null;

/**
 * Null once the mail server took it, else why it did not, in few words for staff. Never throws. The provider's name is read
 * from the database where neither a sender's name nor `MAIL_FROM` gives one.
 */
export async function tryMail(
  { to, subject, text, unsubscribe, calendar }: Mail,
  senderName?: string,
): Promise<string | null> {
  const { mail } = config();
  if (!mail) {
    return "SMTP_URL is not set";
  }
  try {
    await transport(mail.url).sendMail({
      from: { name: senderName ?? mail.from.name ?? (await providerView()).name, address: mail.from.address },
      // An object, so that nothing in an address can make it two.
      to: { name: "", address: to },
      subject,
      text,
      headers: {
        "Auto-Submitted": "auto-generated",
        ...(unsubscribe ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
      },
      ...(unsubscribe ? { list: { unsubscribe } } : {}),
      attachments: calendar
        ? [{ filename: "maintenance.ics", content: calendar, contentType: "text/calendar; charset=utf-8" }]
        : [],
    });
    return null;
  } catch (err) {
    const { host, port } = new URL(mail.url);
    const { code, responseCode, command } = err as { code?: string; responseCode?: number; command?: string };
    log.error({ host, code, responseCode, command }, "a mail was not sent");
    return [host.replace(/:\d+$/, "") + (port ? `:${port}` : ""), code, responseCode]
      .filter(Boolean)
      .join(" ");
  }
}
