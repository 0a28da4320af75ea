import "server-only";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { database, type Transaction } from "../db/connection";
import { hosts } from "../db/schema";
import { announcementDismissals, announcements, nodes } from "../db/staff-schema";
import type { AnnouncementView } from "./provider-view";
import { knownAnnouncements, tellProviderChanged } from "./settings";

/** An announcement `n` is for the host `h`. */
export const coversHost = sql`(n.scope = 'all' or n.scope = 'area:' || h.area_id or n.scope = 'node:' || h.node_id)`;

/**
 * What is to be told now and was not dismissed by this account, oldest first: maintenance ahead of its time. What is for a node
 * or a region, to customers with hosts there alone.
 */
export async function announcementsFor(
  accountId: string,
  now = Date.now(),
  userId: string | null = null,
): Promise<AnnouncementView[]> {
  const all = (await knownAnnouncements()).filter(
    ({ from, until, tone }) =>
      (tone === "maintenance" || Date.parse(from) <= now) && (until === null || Date.parse(until) > now),
  );
  const scopes = all.some(({ scope }) => scope !== "all") && userId !== null ? await scopesOf(userId) : [];
  const current = all.filter(({ scope }) => scope === "all" || scopes.includes(scope));
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

/** Where a customer's hosts stand. */
async function scopesOf(userId: string): Promise<string[]> {
  const rows = await database()
    .selectDistinct({ areaId: hosts.areaId, nodeId: hosts.nodeId })
    .from(hosts)
    .where(and(eq(hosts.owner, userId), isNull(hosts.goneAt), eq(hosts.doubled, false)));
  return rows.flatMap(({ areaId, nodeId }) => [`area:${areaId}`, `node:${nodeId}`]);
}

/** What an announcement can be for beside all: regions, then nodes, with the names that staff know them by. */
export async function announcementScopes(): Promise<{ scope: string; name: string }[]> {
  const rows = await database().select().from(nodes).orderBy(nodes.areaName, nodes.name);
  const areas = new Map(
    rows.flatMap(({ areaId, areaName }) => (areaId ? [[areaId, areaName ?? areaId]] : [])),
  );
  return [
    ...[...areas].map(([id, name]) => ({ scope: `area:${id}`, name })),
    ...rows.map(({ nodeId, name }) => ({ scope: `node:${nodeId}`, name: name ?? nodeId })),
  ];
}

type Announced = Omit<AnnouncementView, "id" | "from" | "until"> & { from: Date; until: Date | null };

type Tell = (tx: Transaction, id: string) => Promise<void>;

/** `tell`: within the same transaction, whom it concerns is told. */
export async function announce({ en, zh, ...announced }: Announced, by: string, tell?: Tell): Promise<void> {
  await database().transaction(async (tx) => {
    const [row] = await tx
      .insert(announcements)
      .values({ textEn: en, textZh: zh, ...announced, createdBy: by })
      .returning({ id: announcements.id });
    await (row && tell?.(tx, row.id));
  });
  await tellProviderChanged();
}

/** False where there is none of that id that still stands. `tell`: as with `announce`. */
export async function withdraw(id: string, tell?: Tell): Promise<boolean> {
  const now = new Date();
  const stood = await database().transaction(async (tx) => {
    const rows = await tx
      .update(announcements)
      .set({ withdrawnAt: now })
      .where(
        and(
          eq(announcements.id, id),
          isNull(announcements.withdrawnAt),
          or(isNull(announcements.until), gt(announcements.until, now)),
        ),
      )
      .returning({ id: announcements.id });
    await (rows.length > 0 && tell?.(tx, id));
    return rows.length > 0;
  });
  await tellProviderChanged();
  return stood;
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
