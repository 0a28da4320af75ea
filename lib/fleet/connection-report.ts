import { HOUR_MS } from "@/lib/units";
import "server-only";
import { count, eq, gte, isNotNull, sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { masterMinutes, mirrorSyncs } from "@/lib/db/master-schema";
import { nodes } from "@/lib/db/staff-schema";
import { type MasterProfile, readProfile } from "@/lib/hosts/mirror/profile";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { master } from "@/lib/master";
import { readUnit } from "@/lib/monitor/traffic/unit";
import { type ActionName, CATALOGUE } from "@/lib/rstack/catalogue/catalogue";
import { parseVmId } from "@/lib/rstack/ids";
import type { Fault } from "@/lib/rstack/outcome";
import { hostNames } from "./audit/read-audit";
import { type Diagnosis, diagnose } from "./fault-causes";
import { ownerCandidates } from "./owner-candidates";
import type { ConnectionReport, HostCounts, NoHostsReason } from "./report-types";

const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

/**
 * Whether the panel and the master understand each other, for staff. Waits for at most one answer's time: a `test`, and
 * beside it one host's columns where rows have no owner. Throws when the database doesn't answer.
 */
export async function connectionReport(): Promise<ConnectionReport> {
  await wantFleet();
  const [profile, lastHour, counts, fleet, asOf, versions, fit] = await Promise.all([
    readProfile(),
    callsOfLastHour(),
    hostCounts(),
    database().select().from(mirrorSyncs).where(eq(mirrorSyncs.scope, "fleet")),
    newestList(),
    systemVersions(),
    readUnit(),
  ]);
  const ownerFound = profile?.ownerColumn != null || counts.owned > 0;
  const someRow = counts.hosts > 0 || profile?.ownerlessRows != null;
  const [test, columns] = await Promise.all([
    tryTest(),
    someRow && !ownerFound ? columnsOfOne(counts.sample) : Promise.resolve<string[]>([]),
  ]);
  const { rstack, allowHttp, overHttps } = config();
  const health = master().health();
  const [last] = fleet;
  const report: ConnectionReport = {
    at: new Date().toISOString(),
    endpoint: `${rstack.url.origin}${rstack.url.pathname}`,
    plainHttp: { toMaster: health.plainHttp, toPanel: allowHttp && !overHttps },
    test,
    breaker: health.breaker,
    clockSkewMs: health.clockSkewMs ?? profile?.clockSkewMs ?? null,
    lastAnswerAt: iso(profile?.lastAnswerAt),
    downSince: iso(profile?.downSince),
    lastFault: await lastFaultOf(profile),
    lastHour,
    mirror: {
      mode: modeOf(profile),
      hosts: counts.hosts,
      doubled: counts.doubled,
      badRows: profile?.badRows ?? null,
      asOf: iso(asOf),
      ageMs: asOf ? Date.now() - asOf.getTime() : null,
      heldBack:
        last?.heldBackAt && last.heldBackRows !== null
          ? {
              rows: last.heldBackRows,
              before: last.rows,
              since: last.heldBackAt.toISOString(),
              accepted: last.acceptedAt !== null,
            }
          : null,
    },
    owner: {
      field: rstack.ownerField,
      found: someRow ? ownerFound : null,
      ownerlessRows: profile?.ownerlessRows ?? null,
      shownHosts: counts.shown,
      columnThere: ownerFound || columns.includes(rstack.ownerField),
      candidates: ownerFound ? [] : ownerCandidates(columns, rstack.ownerField),
    },
    versions,
    unit: fit,
    noHosts: [],
  };
  return { ...report, noHosts: reasonsForNoHosts(report, counts) };
}

async function systemVersions(): Promise<ConnectionReport["versions"]> {
  const rows = await database()
    .select({ version: nodes.systemVersion, nodes: count() })
    .from(nodes)
    .where(isNotNull(nodes.systemVersion))
    .groupBy(nodes.systemVersion)
    .orderBy(nodes.systemVersion);
  return rows.map((row) => ({ ...row, version: row.version ?? "" }));
}

async function tryTest(): Promise<ConnectionReport["test"]> {
  const started = performance.now();
  const outcome = await master().test({ priority: "sign-in" });
  const ms = Math.round(performance.now() - started);
  return { ok: outcome.ok, ms, diagnosis: outcome.ok ? null : diagnose(outcome.fault, true) };
}

async function columnsOfOne(sample: string | null): Promise<string[]> {
  const vmId = parseVmId(sample);
  const columns = vmId
    ? await master().columnsOf("hosts", { vmId, nodeId: null }, { priority: "list" })
    : null;
  return columns?.ok ? columns.value.columns : [];
}

function modeOf(profile: MasterProfile | null): ConnectionReport["mirror"]["mode"] {
  const knows = profile?.knowsOwnerFilter;
  return knows == null ? "not-known-yet" : knows ? "each-customer" : "whole-fleet";
}

type StoredFault = Fault & { action?: string; vmId?: string };
const isFault = (value: unknown): value is StoredFault =>
  typeof value === "object" && value !== null && "kind" in value && ("text" in value || "cause" in value);

/** An action's refusal is about the envelope only where `test` itself was refused. */
async function lastFaultOf(profile: MasterProfile | null): Promise<ConnectionReport["lastFault"]> {
  const fault = profile?.lastFault;
  if (!profile?.lastFaultAt || !isFault(fault)) {
    return null;
  }
  const diagnosis: Diagnosis = diagnose(fault, fault.action === "test");
  const action = fault.action ?? null;
  const vmId = parseVmId(fault.vmId ?? null);
  const host = vmId && { vmId, name: (await hostNames([vmId])).get(vmId) ?? null };
  return { at: profile.lastFaultAt.toISOString(), action, host, wasCommand: wasCommand(action), diagnosis };
}

/** One that isn't known may have been. */
const wasCommand = (action: string | null): boolean =>
  action === null || CATALOGUE[action as ActionName]?.kind !== "query";

async function callsOfLastHour(): Promise<ConnectionReport["lastHour"]> {
  const [sum] = await database()
    .select({
      calls: sql<number>`coalesce(sum(${masterMinutes.calls}), 0)::int`,
      refused: sql<number>`coalesce(sum(${masterMinutes.refused}), 0)::int`,
      failed: sql<number>`coalesce(sum(${masterMinutes.failed}), 0)::int`,
      totalMs: sql<number>`coalesce(sum(${masterMinutes.totalMs}), 0)::float8`,
      slowestMs: sql<number | null>`max(${masterMinutes.slowestMs})::int`,
    })
    .from(masterMinutes)
    .where(gte(masterMinutes.minute, new Date(Date.now() - HOUR_MS)));
  const { calls, refused, failed, totalMs, slowestMs } = sum ?? {
    calls: 0,
    refused: 0,
    failed: 0,
    totalMs: 0,
    slowestMs: null,
  };
  const share = (n: number) => (calls === 0 ? null : n / calls);
  const averageMs = share(totalMs);
  return {
    calls,
    refused,
    failed,
    errorRate: share(failed),
    averageMs: averageMs === null ? null : Math.round(averageMs),
    slowestMs,
  };
}

async function hostCounts(): Promise<HostCounts> {
  const result = await database().execute<Record<keyof HostCounts, string | null>>(sql`select
    count(*) as hosts, count(h.owner) as owned, count(*) filter (where h.doubled) as doubled, min(h.vm_id) as sample,
    count(*) filter (where not h.doubled and h.owner in (select user_id from accounts where user_id is not null and disabled_at is null)) as shown,
    (select count(*) from accounts where role = 'customer' and disabled_at is null) as customers
    from hosts h where h.gone_at is null`);
  const row = result.rows[0];
  const count = (text: string | null | undefined) => Number(text ?? 0);
  return {
    hosts: count(row?.hosts),
    owned: count(row?.owned),
    doubled: count(row?.doubled),
    shown: count(row?.shown),
    customers: count(row?.customers),
    sample: row?.sample ?? null,
  };
}

async function newestList(): Promise<Date | null> {
  const [row] = await database()
    .select({ at: sql<string | null>`max(${mirrorSyncs.finishedAt})` })
    .from(mirrorSyncs);
  return row?.at ? new Date(row.at) : null;
}

/** Why nobody is shown a host, the nearest reason first; empty while somebody is. Pure. */
function reasonsForNoHosts(report: ConnectionReport, counts: HostCounts): NoHostsReason[] {
  if (counts.shown > 0) {
    return [];
  }
  const reasons: NoHostsReason[] = [];
  const { test, mirror, owner } = report;
  if (!test.ok) {
    reasons.push(test.diagnosis?.kind === "refused" ? "master-refuses" : "master-silent");
  }
  if (mirror.heldBack && !mirror.heldBack.accepted) {
    reasons.push("held-back");
  }
  if (counts.hosts === 0) {
    reasons.push(ofEmptyMirror(report));
  } else if (owner.found === false) {
    reasons.push(owner.columnThere ? "no-row-has-owner" : "owner-column-missing");
  } else if (counts.doubled === counts.hosts) {
    reasons.push("only-doubled");
  } else if (counts.customers > 0) {
    reasons.push("owners-match-no-account");
  }
  if (counts.customers === 0) {
    reasons.push("no-customer-account");
  }
  return reasons;
}

function ofEmptyMirror({ mirror }: ConnectionReport): NoHostsReason {
  if (mirror.asOf === null) {
    return "never-listed";
  }
  return (mirror.badRows ?? 0) > 0 ? "rows-unreadable" : "fleet-empty";
}
