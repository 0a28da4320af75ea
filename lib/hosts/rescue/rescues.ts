import "server-only";
import { desc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../../accounts/sessions/viewer";
import { database } from "../../db/connection";
import { rescues } from "../../db/schedule-schema";
import { operations } from "../../db/schema";
import { master } from "../../master";
import { OPERATION_KINDS } from "../../operations/command-rules";
import { formKeyOf, hashOf } from "../../operations/form-key";
import { instanceId } from "../../operations/instance";
import { heldIn, inMs, LEASE_MS, RELEASED, renewIn } from "../../operations/leases";
import type { OperationRow } from "../../operations/operation-row";
import { storedSettings } from "../../provider/settings";
import { cleanText } from "../clean-text";
import type { OwnedHost } from "../owned-host";
import { RESCUE_KINDS } from "./rescue-steps";
import type { RescueAim, RescueProblem, RescueView } from "./rescue-view";

export type RescueRow = typeof rescues.$inferSelect;

/** A rescue whose turn has come, with its operation that ended since the last look. */
export interface RescueTurn {
  rescue: RescueRow;
  operation: OperationRow | null;
}

/** The disc that the provider named; null where none is. From memory. */
export const rescueDisc = async () => (await storedSettings()).rescueDisc ?? null;

/**
 * The named disc in what the master lists for this host now. Nodes have ids of their own for the same file, so that its name
 * counts as well.
 */
async function discFor({ vmId }: OwnedHost): Promise<{ id: string } | RescueProblem> {
  const disc = await rescueDisc();
  if (disc === null) {
    return "no-disc";
  }
  const media = await master().listMedia(vmId, { priority: "command" });
  if (!media.ok) {
    return "list-unread";
  }
  const names = [disc.name, disc.fileName].filter((name) => name !== null);
  return (
    media.value.find(({ id }) => id === disc.id) ??
    media.value.find(({ name }) => names.includes(cleanText(name) ?? "")) ??
    "not-listed"
  );
}

/** Writes down what is wanted; the runner of any instance carries it out. The same form sent twice is the same rescue. */
export async function beginRescue(
  owned: OwnedHost,
  viewer: Viewer,
  { aim, formKey }: { aim: RescueAim; formKey: string },
): Promise<{ ok: true } | { ok: false; why: RescueProblem }> {
  const { tenancyId, vmId } = owned;
  const { accountId, sessionId } = viewer;
  const disc = aim === "begin" ? await discFor(owned) : { id: "" };
  if (typeof disc === "string") {
    return { ok: false, why: disc };
  }
  const key = hashOf([accountId, tenancyId, "rescue", aim, formKey]);
  const [made] = await database()
    .insert(rescues)
    .values({
      ...{ tenancyId, vmId, aim, accountId, sessionId, formKey: key, mediumId: disc.id },
      viewId: viewer.view?.id ?? null,
      language: viewer.locale ?? "en",
    })
    .onConflictDoNothing()
    .returning({ id: rescues.id });
  if (made) {
    return { ok: true };
  }
  const [same] = await database().select({ id: rescues.id }).from(rescues).where(eq(rescues.formKey, key));
  return same ? { ok: true } : { ok: false, why: "going-on" };
}

/** The newest of this tenancy; null where there never was one, or the last brought the host's own disk back. */
export async function rescueViewOf({ tenancyId }: OwnedHost): Promise<RescueView | null> {
  const [row] = await database()
    .select()
    .from(rescues)
    .where(eq(rescues.tenancyId, tenancyId))
    .orderBy(desc(rescues.startedAt))
    .limit(1);
  if (!row || (row.aim === "end" && row.endedAt !== null && row.reason === null)) {
    return null;
  }
  return {
    aim: row.aim,
    phase: row.phase,
    progress: row.endedAt === null ? "going" : row.reason === null ? "done" : "stopped",
    kind: OPERATION_KINDS.find((kind) => kind === row.kind) ?? null,
    reason: row.reason,
  };
}

const Leased = z.object({ id: z.string() });

/**
 * Claims rescues whose operation is over, or that have none yet, and that nobody holds: of an account one at a time, so that
 * its hundred don't stand before another's one.
 */
export async function claimRescues(most: number): Promise<RescueTurn[]> {
  const { rows } = await database().execute(sql`
    update rescues set claimed_by = ${instanceId()}, claimed_until = ${inMs(LEASE_MS)}
    where id in (
      select r.id from rescues r
      where r.ended_at is null and (r.claimed_until is null or r.claimed_until < now())
        and r.id in (select turn.id from (
          select w.id, row_number() over (partition by w.account_id order by w.started_at, w.id) as nth
          from rescues w left join operations o on o.id = w.operation_id
          where w.ended_at is null and (w.claimed_until is null or w.claimed_until < now())
            and (o.id is null or o.outcome not in ('open', 'checking'))
            and not exists (select 1 from rescues held where held.account_id = w.account_id
              and held.ended_at is null and held.claimed_until >= now())) turn where turn.nth = 1)
      order by r.started_at, r.id limit ${most} for update of r skip locked)
    returning id`);
  const ids = rows.map((row) => Leased.parse(row).id);
  return ids.length === 0
    ? []
    : database()
        .select({ rescue: rescues, operation: operations })
        .from(rescues)
        .leftJoin(operations, eq(operations.id, rescues.operationId))
        .where(inArray(rescues.id, ids));
}

const mine = (id: string) => heldIn(rescues, id);
export const renewRescue = (id: string) => renewIn(rescues, id);

/** The key of the form that it sends at this step: whichever instance takes the step finds the operation of the first. */
export const keyOfStep = ({ id, step }: Pick<RescueRow, "id" | "step">): string => `${id}-${step}`;

/** What this very step asked for before, by an instance that died or was too slow. */
export async function operationOfRescue(rescue: RescueRow): Promise<OperationRow | null> {
  const { accountId, vmId } = rescue;
  const keys = RESCUE_KINDS.map((kind) => formKeyOf({ accountId, vmId, kind, key: keyOfStep(rescue) }));
  const [row] = await database().select().from(operations).where(inArray(operations.formKey, keys));
  return row ?? null;
}

type Next = Partial<Pick<RescueRow, "phase" | "step" | "operationId">>;

/** Goes on with it as soon as its operation, where it has one, is over. */
export const continueRescue = (id: string, next: Next) =>
  database()
    .update(rescues)
    .set({ ...next, ...RELEASED })
    .where(mine(id));

/** `why` null: all was done. */
export const finishRescue = (id: string, why: Pick<RescueRow, "reason" | "kind"> | null) =>
  database()
    .update(rescues)
    .set({
      endedAt: sql`now()`,
      reason: why?.reason ?? null,
      kind: why?.kind ?? null,
      ...RELEASED,
    })
    .where(mine(id));
