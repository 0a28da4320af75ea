import "server-only";
import { type Database, database, type Transaction } from "../db/connection";
import { auditEvents, auditSettlements } from "../db/staff-schema";
import type texts from "../i18n/messages/en/staff.json";
import { log } from "../log";

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

interface Outcomes<R> {
  /** `done`, or the code of the refusal. */
  ofResult(result: R): string;
  /** Null where it is open whether there was an effect. */
  ofError(err: unknown): string | null;
}

/** The row is there before `run` begins; what came of it is added after. Whatever breaks off stays unconfirmed. */
export async function withAudit<R>(
  actor: Actor,
  event: Omit<AuditEvent, "outcome">,
  run: () => Promise<R>,
  { ofResult, ofError }: Outcomes<R>,
): Promise<R> {
  const intent = await recordIntent(actor, event);
  // What was done is done, and its answer may be the only one that carries a password: the row stays unconfirmed then.
  const settle = (outcome: string) =>
    settleAudit(intent, outcome).catch((err) =>
      log.error({ err, intent }, "the outcome of an audited action was not kept"),
    );
  const result = await run().catch(async (err) => {
    const outcome = ofError(err);
    if (outcome !== null) {
      await settle(outcome);
    }
    throw err;
  });
  await settle(ofResult(result));
  return result;
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
