import "server-only";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { hosts, operations } from "@/lib/db/schema";
import { master } from "@/lib/master";
import type { OperationRow } from "@/lib/operations/operation-row";
import { isInProgress } from "@/lib/operations/operation-view";
import { readableRefusal } from "@/lib/operations/readable-refusal";
import { perProcess } from "@/lib/per-process";
import type { CallOptions } from "@/lib/rstack/master-client";
import { askAboutHost, isAnswer } from "../host-answers";
import { listProblemOf } from "../list-problem";
import { readProfile } from "../mirror/profile";
import type { OwnedHost } from "../owned-host";
import { PASSWORD_ENDS } from "./password-evidence";
import { reinstall } from "./reinstall-command";
import { isTooEarly } from "./reinstall-date";
import type { DiskSizes, LastReinstall, ReinstallLimits, ReinstallView } from "./reinstall-view";
import { choicesOf } from "./system-choices";
import { wantsPassword } from "./verify-reinstall";

const OPTIONS: CallOptions = { priority: "open-host" };

/** Waits for one answer's time: what is asked of the master is asked at once, and not at all while a reinstall goes. */
export async function reinstallViewOf(owned: OwnedHost): Promise<ReinstallView> {
  const [row] = await lastOf(owned.tenancyId);
  const goes = row !== undefined && isInProgress(row.outcome);
  const [choices, limits, sizes, typicalMs] = await Promise.all([
    goes ? { ok: true as const, families: [] } : readChoices(owned),
    goes ? { used: null, notBefore: null, lastOn: null } : readLimits(owned),
    goes ? { data: null, newSystem: null } : readSizes(owned),
    typicalReinstallMs(),
  ]);
  return {
    choices,
    currentImageId: owned.row.imageId,
    limits,
    sizes,
    typicalMs,
    stuckMs: config().operations.reinstallStuckMs,
    last: row ? lastReinstallOf(row) : null,
  };
}

const ofReinstall = eq(operations.kind, reinstall.kind);

const lastOf = (tenancyId: string) =>
  database()
    .select()
    .from(operations)
    .where(and(eq(operations.tenancyId, tenancyId), ofReinstall))
    .orderBy(desc(operations.startedAt), desc(operations.id))
    .limit(1);

/** The systems that the host may get. One question upstream. */
export async function readChoices(owned: OwnedHost): Promise<ReinstallView["choices"]> {
  const { vmId } = owned;
  const images = await askAboutHost(owned, "images", () => master().listImages({ vmId }, OPTIONS), isAnswer);
  return images.ok
    ? { ok: true, families: choicesOf(images.value) }
    : { ok: false, problem: listProblemOf(images.fault) };
}

async function readLimits(owned: OwnedHost): Promise<ReinstallLimits> {
  const { vmId, owner, row } = owned;
  const [told, users, profile, [now]] = await Promise.all([
    askAboutHost(owned, "reinstalls", () => master().readAddresses(vmId, OPTIONS), isAnswer),
    // A reinstall changes it: the name holds the last operation.
    owner === null
      ? null
      : askAboutHost(owned, "owner", () => master().findUsers({ userId: owner }, OPTIONS), isAnswer),
    readProfile(),
    database().select({ lastOn: hosts.lastReinstallOn }).from(hosts).where(eq(hosts.vmId, vmId)),
  ]);
  const days = users?.ok ? users.value.map(({ noReinstallBefore }) => noReinstallBefore) : [];
  const offset = profile?.utcOffsetMinutes ?? null;
  return {
    used: told.ok ? told.value.reinstallsUsed : null,
    notBefore: days.find((day) => isTooEarly(day, new Date(), offset)) ?? null,
    lastOn: (now ?? { lastOn: row.lastReinstallOn }).lastOn,
  };
}

async function readSizes(owned: OwnedHost): Promise<DiskSizes> {
  const { vmId, row } = owned;
  const ask = () => master().readHostSettings(vmId, OPTIONS);
  const read = await askAboutHost(owned, "settings", ask, isAnswer);
  const settings = read.ok && read.value?.row.owner === row.owner ? read.value : null;
  return { data: settings?.dataDiskGb ?? null, newSystem: settings?.systemDiskGb ?? null };
}

function lastReinstallOf(row: OperationRow): LastReinstall {
  const evidence = new Map(
    Object.entries(typeof row.evidence === "object" && row.evidence ? row.evidence : {}),
  );
  const params = new Map(Object.entries(typeof row.params === "object" && row.params ? row.params : {}));
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  return {
    operationId: row.id,
    endedAt: row.endedAt?.toISOString() ?? null,
    outcome: row.outcome,
    disks: params.get("disks") === "all" ? "all" : "system",
    withPassword: wantsPassword(row),
    password: PASSWORD_ENDS.find((end) => end === evidence.get("password")) ?? null,
    message: readableRefusal(text(evidence.get("message"))),
  };
}

/** Fewer say nothing. */
const AT_LEAST = 3;
const NEWEST = 50;

const kept = () =>
  perProcess(
    "typical reinstall",
    () => new LRUCache<"all", { ms: number | null }>({ max: 1, ttl: 60_000, fetchMethod: readTypical }),
  );

/** How long the last reinstalls of all hosts took, in ms: their median. Null where there are fewer than three. */
const typicalReinstallMs = async (): Promise<number | null> => (await kept().forceFetch("all")).ms;

async function readTypical(): Promise<{ ms: number | null }> {
  const rows = await database()
    .select({ startedAt: operations.startedAt, endedAt: operations.endedAt })
    .from(operations)
    .where(and(ofReinstall, eq(operations.outcome, "done"), isNotNull(operations.endedAt)))
    .orderBy(desc(operations.endedAt))
    .limit(NEWEST);
  const took = rows.flatMap(({ startedAt, endedAt }) =>
    endedAt ? [endedAt.getTime() - startedAt.getTime()] : [],
  );
  return { ms: medianOf(took) };
}

/** Exported for tests. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return sorted.length < AT_LEAST || low === undefined || high === undefined ? null : (low + high) / 2;
}
