import "server-only";
import { type Database, database, type Transaction } from "../db/connection";
import { auditEvents, auditSettlements } from "../db/staff-schema";
import type texts from "../i18n/messages/en/staff.json";

/** The events that the audit has words for; nothing else is written. */
export type AuditAction = keyof (typeof texts)["audit"]["action"];

/** An event that is no operation on a host. Staff who view as a customer keep their own name. */
export interface Actor {
  /** Null for a command at the terminal. */
  accountId: string | null;
  displayName: string;
  role: string;
  view: { id: string; staffRole: string } | null;
}

export interface AuditEvent {
  action: AuditAction;
  /** What came of it: `done`, or the code it was refused with. */
  outcome: string;
  /** The RStack customer it was about. */
  userId?: string | null;
  vmId?: string | null;
  /** A name to show. */
  subject?: string | null;
  /** Names of fields and what else helps; never a secret. */
  detail?: Record<string, unknown>;
  address?: string | null;
}

/** Records an event that is already over. The table lets nobody change or delete a row. */
export async function recordAudit(
  actor: Actor,
  event: AuditEvent,
  db: Database | Transaction = database(),
): Promise<void> {
  await db.insert(auditEvents).values(rowOf(actor, event));
}

/**
 * Records an intent before it is carried out, so that it is known whatever happens next. It counts as unconfirmed until
 * `settleAudit` tells the outcome. Returns the row's id.
 */
export async function recordIntent(actor: Actor, event: Omit<AuditEvent, "outcome">): Promise<string> {
  const [row] = await database()
    .insert(auditEvents)
    .values(rowOf(actor, { ...event, outcome: "unconfirmed" }))
    .returning({ id: auditEvents.id });
  if (!row) {
    throw new Error("the audit row was not returned");
  }
  return row.id;
}

/** Records the outcome: `done`, or the code of the refusal. The first one stands. */
export async function settleAudit(eventId: string, outcome: string): Promise<void> {
  await database().insert(auditSettlements).values({ eventId, outcome }).onConflictDoNothing();
}

function rowOf(actor: Actor, event: AuditEvent): typeof auditEvents.$inferInsert {
  return {
    accountId: actor.accountId,
    actorName: actor.displayName,
    actorRole: actor.view?.staffRole ?? actor.role,
    viewId: actor.view?.id ?? null,
    action: event.action,
    outcome: event.outcome,
    userId: event.userId ?? null,
    vmId: event.vmId ?? null,
    subject: event.subject?.slice(0, 200) ?? null,
    detail: event.detail ?? {},
    address: event.address ?? null,
  };
}
