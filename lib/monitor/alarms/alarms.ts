import "server-only";
import { and, count, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database, type Transaction } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { ADVISORY_LOCKS } from "@/lib/db/locks";
import { alarmEpisodes, alarmStates, alarms } from "@/lib/db/notification-schema";
import { hosts, tenancies } from "@/lib/db/schema";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { clockOf } from "@/lib/hosts/schedules/calendar";
import { recordNotification } from "@/lib/notifications/record";
import type { UserId } from "@/lib/rstack/ids";
import { networkShown } from "../drawing";
import { readUnits } from "../network-unit";
import { samplesPace } from "../read-ahead";
import { AlarmData, Memory } from "./alarm-rows";
import {
  type AlarmState,
  type AlarmsView,
  type AlarmUnits,
  type AlarmView,
  MOST_ALARMS,
  unitOf,
} from "./alarm-view";
import type { AlarmRule, QuietHours } from "./judge";

export type WantedAlarm = AlarmRule & QuietHours;

/** A host's own alarms, or those that an account has for all hosts of its customer. */
export type AlarmsOf = { tenancyId: string } | { accountId: string; userId: UserId };

/** What may be read and changed as one: for all hosts, whichever of the customer's accounts made it. */
const within = (of: AlarmsOf): SQL | undefined =>
  "tenancyId" in of
    ? eq(alarms.tenancyId, of.tenancyId)
    : sql`${alarms.accountId} in (select a.id from accounts a
        where a.user_id = ${of.userId} and a.role = 'customer' and a.former_at is null)`;

/** The account's own zone tells when its quiet hours are. The same alarm sent twice is one. */
export async function saveAlarm(
  of: AlarmsOf,
  wanted: WantedAlarm,
  id: string | null,
): Promise<"done" | "not-found" | "alarm-limit"> {
  return database().transaction(async (tx) => {
    const whose = "tenancyId" in of ? of.tenancyId : of.userId;
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.alarmsOf}, hashtext(${whose}))`);
    if (id !== null) {
      const changed = await tx
        .update(alarms)
        .set({ ...wanted, countsFrom: sql`now()` })
        .where(and(eq(alarms.id, id), within(of)))
        .returning({ id: alarms.id });
      await beginAnew(tx, id, changed.length > 0);
      return changed.length > 0 ? "done" : "not-found";
    }
    const { kind, value, minutes } = wanted;
    const same = and(eq(alarms.kind, kind), eq(alarms.value, value), eq(alarms.minutes, minutes));
    const [there] = await tx
      .select({ n: count(), same: count(sql`case when ${same} then 1 end`) })
      .from(alarms)
      .where(within(of));
    if ((there?.same ?? 0) > 0) {
      return "done";
    }
    if ((there?.n ?? 0) >= MOST_ALARMS) {
      return "alarm-limit";
    }
    const target = "tenancyId" in of ? { tenancyId: of.tenancyId } : { accountId: of.accountId };
    await tx.insert(alarms).values({ ...wanted, ...target });
    return "done";
  });
}

/** Nothing more is told of what went off under the rule before. */
async function beginAnew(tx: Transaction, id: string, isTheirs: boolean): Promise<void> {
  if (isTheirs) {
    await tx.delete(alarmStates).where(eq(alarmStates.alarmId, id));
    await tx
      .update(alarmEpisodes)
      .set({ settledAt: sql`now()`, resolvedAt: sql`coalesce(resolved_at, now())` })
      .where(and(eq(alarmEpisodes.alarmId, id), isNull(alarmEpisodes.settledAt)));
  }
}

/** What is going on ends untold; resumed it begins anew. */
export async function pauseAlarm(of: AlarmsOf, id: string, paused: boolean): Promise<boolean> {
  return database().transaction(async (tx) => {
    const changed = await tx
      .update(alarms)
      .set({ pausedAt: paused ? sql`now()` : null, countsFrom: sql`now()` })
      .where(and(eq(alarms.id, id), within(of)))
      .returning({ id: alarms.id });
    await beginAnew(tx, id, changed.length > 0);
    return changed.length > 0;
  });
}

/** With its history. */
export async function removeAlarm(of: AlarmsOf, id: string): Promise<boolean> {
  const gone = await database()
    .delete(alarms)
    .where(and(eq(alarms.id, id), within(of)))
    .returning({ id: alarms.id });
  return gone.length > 0;
}

/** False where it isn't going on, or was acknowledged before. Told once to all accounts of the customer. */
export async function acknowledge(
  owned: OwnedHost,
  episodeId: string,
  { displayName }: Viewer,
): Promise<boolean> {
  return database().transaction(async (tx) => {
    const [row] = await tx
      .update(alarmEpisodes)
      .set({ acknowledgedAt: sql`now()` })
      .where(
        and(
          eq(alarmEpisodes.id, episodeId),
          eq(alarmEpisodes.tenancyId, owned.tenancyId),
          isNull(alarmEpisodes.acknowledgedAt),
          isNull(alarmEpisodes.resolvedAt),
        ),
      )
      .returning();
    if (!row) {
      return false;
    }
    const data = { ...AlarmData.parse(row.data), event: "acknowledged", by: displayName } as const;
    await recordNotification(
      { tenancyId: owned.tenancyId },
      { kind: "alarm", key: `alarm ${row.id} acknowledged`, data },
      tx,
    );
    return true;
  });
}

/** Of a host: its own, and those for all hosts. */
export const alarmsOfHost = (owned: OwnedHost): Promise<AlarmsView> =>
  owned.owner === null
    ? alarmUnits().then((units) => ({ alarms: [], units, slowMinutes: null }))
    : readAlarms(owned.owner, owned.tenancyId);

/** All of a customer's. */
export const alarmsOfCustomer = (userId: UserId): Promise<AlarmsView> => readAlarms(userId, null);

export async function alarmUnits(): Promise<AlarmUnits> {
  const { disk, network } = await readUnits();
  return { disk, network: networkShown(network).unit };
}

/** A figure is older than this where RStack has none. Seconds. */
const NO_DATA = 600;

async function readAlarms(owner: UserId, tenancyId: string | null): Promise<AlarmsView> {
  const ofHost = sql`coalesce(${tenancyId}::uuid, ${alarms.tenancyId})`;
  const episode = sql`(select e.id from alarm_episodes e where e.alarm_id = ${alarms.id} and e.tenancy_id = ${ofHost}
    order by e.fired_at desc limit 1)`;
  const rows = await database()
    .select({
      alarm: alarms,
      vmId: tenancies.vmId,
      name: sql<string>`coalesce(${hostLabels.name}, ${hosts.name}, ${tenancies.vmId})`,
      memory: alarmStates.memory,
      lookedAt: alarmStates.lookedAt,
      episode: alarmEpisodes,
      firing: sql<number>`(select count(*)::int from alarm_episodes e join tenancies o on o.id = e.tenancy_id
        where e.alarm_id = ${alarms.id} and e.resolved_at is null and o.until is null)`,
    })
    .from(alarms)
    .leftJoin(tenancies, eq(tenancies.id, alarms.tenancyId))
    .leftJoin(hosts, eq(hosts.vmId, tenancies.vmId))
    .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id))
    .leftJoin(alarmStates, and(eq(alarmStates.alarmId, alarms.id), eq(alarmStates.tenancyId, ofHost)))
    .leftJoin(alarmEpisodes, eq(alarmEpisodes.id, episode))
    .where(
      or(
        and(
          eq(tenancies.owner, owner),
          isNull(tenancies.until),
          isNull(tenancies.retiredAt),
          tenancyId === null ? undefined : eq(tenancies.id, tenancyId),
        ),
        within({ accountId: "", userId: owner }),
      ),
    )
    .orderBy(alarms.createdAt);
  const units = await alarmUnits();
  return {
    alarms: rows.map((row): AlarmView => viewOf(row, units)),
    units,
    slowMinutes: await samplesPace(),
  };
}

interface Row {
  alarm: typeof alarms.$inferSelect;
  vmId: string | null;
  name: string;
  memory: unknown;
  lookedAt: Date | null;
  episode: typeof alarmEpisodes.$inferSelect | null;
  firing: number;
}

function viewOf({ alarm, vmId, name, memory, lookedAt, episode, firing }: Row, units: AlarmUnits): AlarmView {
  return {
    id: alarm.id,
    kind: alarm.kind,
    value: alarm.value,
    unit: unitOf(alarm.kind, units),
    minutes: alarm.minutes,
    quietFrom: alarm.quietFrom === null ? null : clockOf(alarm.quietFrom),
    quietTo: alarm.quietTo === null ? null : clockOf(alarm.quietTo),
    timeZone: alarm.timeZone,
    host: vmId === null ? null : { id: vmId, name },
    state: alarm.pausedAt ? "paused" : stateOf(memory, lookedAt, episode),
    firing,
    last: episode && {
      id: episode.id,
      firedAt: episode.firedAt.toISOString(),
      resolvedAt: episode.resolvedAt?.toISOString() ?? null,
      acknowledged: episode.acknowledgedAt !== null,
    },
  };
}

function stateOf(memory: unknown, lookedAt: Date | null, episode: Row["episode"]): AlarmState {
  if (episode && episode.resolvedAt === null) {
    return "fired";
  }
  if (lookedAt === null) {
    return "waiting";
  }
  const { at } = Memory.parse(memory);
  return at === null || lookedAt.getTime() / 1000 - at > NO_DATA ? "no-data" : "ok";
}
