import "server-only";
import { and, desc, eq, isNull, lte, type SQL, sql } from "drizzle-orm";
import { database } from "../db/connection";
import { mayReadOf } from "../db/guest-access";
import { hostLabels } from "../db/host-schema";
import { notifications } from "../db/notification-schema";
import { publish } from "../db/notify";
import { hosts, tenancies } from "../db/schema";
import type { Locale } from "../i18n/locales";
import type { NotificationData } from "./kinds";
import { notificationText } from "./notification-text";

export const NOTIFICATION_PAGE = 50;
const HALF_HOUR = 1_800;

export interface NotificationLine {
  id: string;
  kind: string;
  /** ISO 8601. */
  at: string;
  text: string;
  isNew: boolean;
  /** All of a host's traffic is used. */
  isUsedUp: boolean;
  /** Where more is to be seen; null for nowhere. */
  href: string | null;
}

export interface NotificationPage {
  lines: NotificationLine[];
  /** After which row the next page begins; null at the end. */
  next: string | null;
}

/** The mirror's row where the tenancy is the current one of a host that can be shown: the name of another's host is no answer. */
export const theirHost = () =>
  and(
    eq(hosts.vmId, tenancies.vmId),
    isNull(tenancies.until),
    eq(hosts.owner, tenancies.owner),
    eq(hosts.doubled, false),
    isNull(hosts.goneAt),
  );

/** For rows of `notifications`: a guest reads them for as long as they see the host. */
export const mayRead = (): SQL => mayReadOf(notifications.accountId, notifications.tenancyId);

/** Rows with what their texts are made of. */
export const toldRows = () =>
  database()
    .select({
      id: notifications.id,
      kind: notifications.kind,
      data: notifications.data,
      at: notifications.at,
      readAt: notifications.readAt,
      vmId: notifications.vmId,
      host: sql<string | null>`coalesce(${hostLabels.name}, ${hosts.name}, ${notifications.vmId})`,
      theirs: sql<boolean>`${hosts.vmId} is not null`,
      /** It is of a host that is another's by now. */
      isOver: sql<boolean>`${tenancies.until} is not null`,
    })
    .from(notifications)
    .leftJoin(tenancies, eq(tenancies.id, notifications.tenancyId))
    .leftJoin(hosts, theirHost())
    .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id));

/** What an account was told in its bell, the newest first. `after`: the last row of the page before. */
export async function readNotifications(
  accountId: string,
  after: string | null,
  { locale, provider }: { locale: Locale; provider: string },
): Promise<NotificationPage> {
  const rows = await toldRows()
    .where(
      and(eq(notifications.accountId, accountId), notifications.inBell, mayRead(), below(accountId, after)),
    )
    .orderBy(desc(notifications.at), desc(notifications.id))
    .limit(NOTIFICATION_PAGE + 1);
  const shown = rows.slice(0, NOTIFICATION_PAGE);
  return {
    lines: shown.flatMap((row): NotificationLine[] => {
      const text = notificationText(locale, row, provider);
      return text === null
        ? []
        : [
            {
              id: row.id,
              kind: row.kind,
              at: row.at.toISOString(),
              text,
              isNew: row.readAt === null,
              isUsedUp: isAllUsed(row),
              href: hrefOf(row),
            },
          ];
    }),
    next: rows.length > NOTIFICATION_PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

const isAllUsed = ({ kind, data }: { kind: string; data: unknown }): boolean =>
  kind === "traffic" && (data as NotificationData["traffic"]).percent === 100;

interface Linked {
  kind: string;
  vmId: string | null;
  theirs: boolean;
  data: unknown;
  at: Date;
}

/** The page where more is to be seen; null for none. */
export function hrefOf({ kind, vmId, theirs, data, at }: Linked) {
  if (vmId !== null && theirs && kind === "alarm") {
    // The chart of that moment.
    const { firedAt } = data as NotificationData["alarm"];
    const to = Math.min(firedAt + HALF_HOUR, Math.floor(at.getTime() / 1000));
    return `/hosts/${vmId}/monitor?range=30d&from=${firedAt - 2 * HALF_HOUR}&to=${to}`;
  }
  if (vmId !== null) {
    return theirs ? `/hosts/${vmId}${kind.startsWith("operation-") ? "/activity" : ""}` : null;
  }
  return kind === "support-viewed" ? "/activity" : kind === "notice" ? "/hosts" : "/account";
}

/** By the row itself and not by its time: the database's clock is finer than ours. */
const below = (accountId: string, after: string | null): SQL | undefined =>
  after === null
    ? undefined
    : sql`(${notifications.at}, ${notifications.id}) < (select n.at, n.id from notifications n
        where n.id = ${after} and n.account_id = ${accountId})`;

/** All that the account was told up to `newest`, which is a row of its own; others change nothing. */
export async function markRead(accountId: string, newest: string): Promise<void> {
  await database()
    .update(notifications)
    .set({ readAt: sql`now()` })
    .where(
      and(
        eq(notifications.accountId, accountId),
        isNull(notifications.readAt),
        lte(
          notifications.at,
          sql`(select n.at from notifications n where n.id = ${newest} and n.account_id = ${accountId})`,
        ),
      ),
    );
  await publish(database(), { type: "bell", accountId });
}
