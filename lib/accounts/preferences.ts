import "server-only";
import { eq, or } from "drizzle-orm";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import type { Locale } from "../i18n/locales";
import type { Theme } from "./sessions/viewer";

/** An account and those that are linked to it, which go by its choices: mails, and what programs are asked. */
export const ofPerson = (accountId: string) =>
  or(eq(accounts.id, accountId), eq(accounts.linkedTo, accountId));

export async function saveLocale(accountId: string, locale: Locale): Promise<void> {
  await database().update(accounts).set({ locale }).where(ofPerson(accountId));
}

/** Null: the browser's. The name is one that `Intl` knows. */
export async function saveTimeZone(accountId: string, timeZone: string | null): Promise<void> {
  await database().update(accounts).set({ timeZone }).where(ofPerson(accountId));
}

export async function saveTheme(accountId: string, theme: Theme): Promise<void> {
  await database().update(accounts).set({ theme }).where(ofPerson(accountId));
}

/** Whether keys pressed alone do something. */
export async function saveSingleKeys(accountId: string, singleKeys: boolean): Promise<void> {
  await database().update(accounts).set({ singleKeys }).where(ofPerson(accountId));
}
