import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { database } from "../db/connection";
import { announcementDismissals, announcements } from "../db/staff-schema";
import type { AnnouncementView } from "./provider-view";
import { knownAnnouncements, tellProviderChanged } from "./settings";

/** What is to be told now and was not dismissed by this account, oldest first. */
export async function announcementsFor(accountId: string, now = Date.now()): Promise<AnnouncementView[]> {
  const current = (await knownAnnouncements()).filter(
    ({ from, until }) => Date.parse(from) <= now && (until === null || Date.parse(until) > now),
  );
  if (current.length === 0) {
    return [];
  }
  const dismissed = await database()
    .select({ id: announcementDismissals.announcementId })
    .from(announcementDismissals)
    .where(eq(announcementDismissals.accountId, accountId));
  const gone = new Set(dismissed.map(({ id }) => id));
  return current.filter(({ id }) => !gone.has(id));
}

export async function announce(
  {
    en,
    zh,
    tone,
    from,
    until,
  }: Omit<AnnouncementView, "id" | "from" | "until"> & { from: Date; until: Date | null },
  by: string,
): Promise<void> {
  await database().insert(announcements).values({ textEn: en, textZh: zh, tone, from, until, createdBy: by });
  await tellProviderChanged();
}

/** False where there is none of that id that still stands. */
export async function withdraw(id: string): Promise<boolean> {
  const rows = await database()
    .update(announcements)
    .set({ withdrawnAt: new Date() })
    .where(and(eq(announcements.id, id), isNull(announcements.withdrawnAt)))
    .returning({ id: announcements.id });
  await tellProviderChanged();
  return rows.length > 0;
}

/** For this account alone. False where there is no such announcement. */
export async function dismiss(id: string, accountId: string): Promise<boolean> {
  const there = (await knownAnnouncements()).some((one) => one.id === id);
  if (there) {
    await database()
      .insert(announcementDismissals)
      .values({ announcementId: id, accountId })
      .onConflictDoNothing();
  }
  return there;
}
