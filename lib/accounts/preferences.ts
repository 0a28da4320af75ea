import "server-only";
import { eq } from "drizzle-orm";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import type { Locale } from "../i18n/locales";
import type { Theme } from "./sessions/viewer";

export async function saveLocale(accountId: string, locale: Locale): Promise<void> {
  await database().update(accounts).set({ locale }).where(eq(accounts.id, accountId));
}

/** Null: the browser's. The name is one that `Intl` knows. */
export async function saveTimeZone(accountId: string, timeZone: string | null): Promise<void> {
  await database().update(accounts).set({ timeZone }).where(eq(accounts.id, accountId));
}

export async function saveTheme(accountId: string, theme: Theme): Promise<void> {
  await database().update(accounts).set({ theme }).where(eq(accounts.id, accountId));
}

/** Whether keys pressed alone do something. */
export async function saveSingleKeys(accountId: string, singleKeys: boolean): Promise<void> {
  await database().update(accounts).set({ singleKeys }).where(eq(accounts.id, accountId));
}
