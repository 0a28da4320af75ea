import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { database } from "../db/connection";
import { notificationSettings } from "../db/notification-schema";
import { accounts } from "../db/schema";
import { CHOSEN_KINDS, type NotificationKind } from "./kinds";

/** By which ways an account is told of a kind. Webhooks choose for themselves. */
export type NotificationWays = Record<"bell" | "mail", boolean>;

export interface NotificationChoices {
  ways: Map<NotificationKind, NotificationWays>;
  /** No mails at all, by a press in one of them. */
  unsubscribed: boolean;
}

/** Of the kinds that are chosen; those of an account's safety come by all ways. */
export async function readChoices(accountId: string): Promise<NotificationChoices> {
  const [row] = await database()
    .select()
    .from(notificationSettings)
    .where(eq(notificationSettings.accountId, accountId));
  const unsubscribed = row?.unsubscribedAt != null;
  const isOff = (list: string[] | undefined, kind: NotificationKind) => list?.includes(kind) ?? false;
  return {
    unsubscribed,
    ways: new Map(
      CHOSEN_KINDS.map((kind) => [
        kind,
        { bell: !isOff(row?.bellOff, kind), mail: !unsubscribed && !isOff(row?.mailOff, kind) },
      ]),
    ),
  };
}

/** `mail` null: none can be sent, and what was chosen stays. Who wants a mail again is no longer unsubscribed. */
export async function saveChoices(
  accountId: string,
  wanted: { bell: readonly NotificationKind[]; mail: readonly NotificationKind[] | null },
): Promise<void> {
  const others = (kinds: readonly NotificationKind[]) => CHOSEN_KINDS.filter((kind) => !kinds.includes(kind));
  const set = {
    bellOff: others(wanted.bell),
    ...(wanted.mail ? { mailOff: others(wanted.mail) } : {}),
    ...(wanted.mail && wanted.mail.length > 0 ? { unsubscribedAt: null } : {}),
  };
  await database()
    .insert(notificationSettings)
    .values({ accountId, ...set })
    .onConflictDoUpdate({ target: notificationSettings.accountId, set });
}

/** Where an account's mails go, a linked account's to its person; null for nowhere. */
export async function mailAddressOf(accountId: string): Promise<string | null> {
  const person = alias(accounts, "person");
  const [row] = await database()
    .select({ email: sql<string | null>`coalesce(${accounts.email}, ${person.email})` })
    .from(accounts)
    .leftJoin(
      person,
      and(eq(person.id, accounts.linkedTo), isNull(person.disabledAt), isNull(person.formerAt)),
    )
    .where(eq(accounts.id, accountId));
  return row?.email ?? null;
}
