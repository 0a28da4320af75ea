import "server-only";
import { randomUUID } from "node:crypto";
import { log } from "../log";
import { canMail } from "../mail";
import type { FactorChange } from "../notifications/kinds";
import { type NotificationEvent, recordNotification } from "../notifications/record";
import { sendSecurityMails } from "../notifications/security-mails";
import { perProcess } from "../per-process";
import type { Caller } from "./caller";
import { deviceName } from "./device-name";

/** What the owner of an account hears of, whoever did it. */
export type SecurityNews = FactorChange | "password-changed" | "new-browser";

/** Of a sign-in from a new browser. */
type Entrance = Pick<Caller, "userAgent" | "address">;

const underWay = perProcess("security-mails", () => new Set<Promise<void>>());
/** The last of each account: what is recorded one after another sees which mail waits, and goes into it. */
const recording = perProcess("security-news", () => new Map<string, Promise<void>>());

/**
 * Tells in the account's bell, to its webhooks, and by a mail to its own address: at once, and what is the same within ten minutes by one more, in its language; one that the mail
 * server doesn't take is tried again. Nothing waits for it and it never throws, because what it tells of has already happened.
 */
export function tellOwner(
  accountId: string,
  news: SecurityNews,
  entrance?: Entrance,
  /** The name of the token that it was done with. */
  token?: string,
): void {
  const record = () => recordNotification({ accountId }, eventOf(news, entrance, token));
  const before = recording.get(accountId);
  const recorded = before ? before.then(record, record) : record();
  recording.set(accountId, recorded);
  const forget = () => {
    if (recording.get(accountId) === recorded) {
      recording.delete(accountId);
    }
  };
  recorded.then(forget, forget);
  const mailing = recorded
    .then(() => (canMail() ? sendSecurityMails(accountId) : 0))
    .then(() => {})
    .catch((err) => log.error({ err, accountId, news }, "the owner of an account was not told"))
    .finally(() => underWay.delete(mailing));
  underWay.add(mailing);
}

/** Until all that was told so far is with the mail server, or given up: for a command before it ends. */
export async function ownersTold(): Promise<void> {
  await Promise.all(underWay);
}

function eventOf(news: SecurityNews, entrance?: Entrance, token?: string): NotificationEvent {
  const key = `security ${randomUUID()}`;
  switch (news) {
    case "password-changed":
      return { kind: news, key, data: {} };
    case "new-browser": {
      const { browser = null, system = null } = deviceName(entrance?.userAgent ?? null) ?? {};
      return { kind: news, key, data: { browser, system, address: entrance?.address ?? null } };
    }
    default:
      return { kind: "factors-changed", key, data: { what: news, ...(token && { token }) } };
  }
}
