import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "../db/connection";
import { rightsTo } from "../db/guest-access";
import { publish } from "../db/notify";
import { personIsIn } from "../db/sign-in-schema";
import { canMail } from "../mail";
import { CHOSEN_KINDS, type NotificationData, type NotificationKind } from "./kinds";
import { stands } from "./webhooks/webhooks";

/**
 * Whom it is told: one account, those of a customer, or those of the customer who has (or then had) the host; `guests`: also
 * those who may see it as guests.
 */
export type Recipient = { accountId: string } | { userId: string } | { tenancyId: string; guests?: true };

/** `key` says what it is of, such as `operation ID`: for the same account the same key is told once, ever. */
export type NotificationEvent = {
  [K in NotificationKind]: { kind: K; key: string; data: NotificationData[K] };
}[NotificationKind];

/**
 * Notes what people are to be told of; bell, mails and webhooks take it from there. Inside a transaction nothing is told
 * unless that commits.
 */
export async function recordNotification(
  to: Recipient,
  { kind, key, data }: NotificationEvent,
  db: Database | Transaction = database(),
): Promise<void> {
  await recordFrom(
    sql`select w.*, ${kind}::text as kind, ${JSON.stringify(data)}::jsonb as data, ${key}::text as event_key
      from (${accountsOf(to)}) w`,
    db,
  );
}

/** An account `a` of a customer, as it is now. */
export const isCustomer = sql`a.role = 'customer' and a.former_at is null and a.disabled_at is null and ${personIsIn(sql`a.linked_to`)}`;

/** An account `a` of the customer who has the tenancy `t`: not of one who had that number before. */
export const isHolder: SQL = sql`a.user_id = t.owner and ${isCustomer} and t.retired_at is null and t.owner <> ''`;

/** Joins the accounts `a` that hear of the host of `t`: of its customer and, with `is_guest`, its guests. */
export const joinHoldersAndGuests = (): SQL => sql`join lateral (
  select a.*, false as is_guest from accounts a where ${isHolder}
  union all select a.*, true from accounts a where a.user_id is distinct from t.owner and ${isCustomer}
    and a.id in (${rightsTo(sql`t.id`)})) a on true`;

function accountsOf(to: Recipient): SQL {
  if ("tenancyId" in to) {
    return sql`select a.id as account_id, t.id as tenancy_id, t.vm_id from tenancies t
      ${to.guests ? joinHoldersAndGuests() : sql`join accounts a on ${isHolder}`} where t.id = ${to.tenancyId}`;
  }
  const who =
    "accountId" in to ? sql`a.id = ${to.accountId}` : sql`a.user_id = ${to.userId} and ${isCustomer}`;
  return sql`select a.id as account_id, null::uuid as tenancy_id, null::text as vm_id from accounts a where ${who}`;
}

const textArray = (texts: readonly string[]): SQL =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;

/** Further mails of the same about an account's safety wait so long, and leave as one. */
const BUNDLED = "10 minutes";

/** When the mail of `e` may leave: at once, unless the last one of the same left, or waits, for less than that. */
const securityMailDue = sql`coalesce((
  select greatest(max(n.mailed_at), min(n.at)) + ${BUNDLED}::interval from notifications n
  where n.account_id = e.account_id and n.kind = e.kind
    and n.data ->> 'what' is not distinct from e.data ->> 'what'
    and (n.mail_to is not null or n.mailed_at is not null)
    and greatest(n.at, n.mailed_at) > now() - ${BUNDLED}::interval), now())`;

/**
 * The same for all rows of `events`: `account_id, tenancy_id, vm_id, kind, data, event_key`. A mail about an account's safety
 * goes to the address that the account has now, whatever it is by the time that a mail server takes it.
 */
export async function recordFrom(events: SQL, db: Database | Transaction = database()): Promise<void> {
  const isChosen = sql`e.kind = any (${textArray(CHOSEN_KINDS)})`;
  const isWanted = sql`s.account_id is null or (s.unsubscribed_at is null and e.kind <> all (s.mail_off))`;
  const { rows } = await db.execute<{ account_id: string }>(sql`with told as (
      insert into notifications
        (account_id, tenancy_id, vm_id, kind, data, event_key, in_bell, mail_due_at, mail_to)
      select e.account_id, e.tenancy_id, e.vm_id, e.kind, e.data, e.event_key,
        s.account_id is null or e.kind <> all (s.bell_off),
        case when not ${canMail()} then null when ${isChosen} then case when ${isWanted} then now() end
          when coalesce(o.email, p.email) is not null then ${securityMailDue} end,
        case when ${canMail()} and not (${isChosen}) then coalesce(o.email, p.email) end
      from (${events}) e join accounts o on o.id = e.account_id left join accounts p on p.id = o.linked_to
        left join notification_settings s on s.account_id = e.account_id
      on conflict (account_id, event_key) do nothing
      returning id, account_id, kind, in_bell),
    called as (insert into webhook_deliveries (webhook_id, notification_id)
      select w.id, told.id from told join webhooks w on w.account_id = told.account_id
      where w.ended_at is null and ${stands(sql`w`)}
        and case when w.service = 'push' then told.in_bell else told.kind = any (w.kinds) end)
    select distinct account_id from told where in_bell`);
  await publish(db, ...rows.map(({ account_id }) => ({ type: "bell", accountId: account_id }) as const));
}
