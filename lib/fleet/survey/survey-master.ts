import type { Config } from "@/lib/config";
import { unpack } from "@/lib/rstack/bulk/packed-rows";
import { offsetOf } from "@/lib/rstack/clock-offset";
import type { VmId } from "@/lib/rstack/ids";
import {
  type CheckedReply,
  HOST_LISTS,
  type HostList,
  type HostListName,
  type HostRow,
  type MasterClient,
  type ReplyColumns,
} from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import { type Diagnosis, diagnose } from "../fault-causes";
import { ownerCandidates } from "../owner-candidates";
import { timeZoneOf } from "./master-time-zone";
import { askOwnerFilter, findsNode, hostIsUntold, type SampleHost } from "./survey-filters";

export type SurveyedReply = { reply: CheckedReply; ms: number } & (
  | (ReplyColumns & {
      ok: true;
      /** Rows can't be told to be one host's: the panel reads none of them. */
      isUntold: boolean;
    })
  | { ok: false; diagnosis: Diagnosis }
);

/** What a master answers at the first contact. Names, numbers and times; no value of any row. */
export interface Survey {
  test: { ok: boolean; timesMs: number[]; diagnosis: Diagnosis | null };
  clockSkewMs: number | null;
  plainHttp: boolean;
  fleet: null | {
    ms: number;
    diagnosis: Diagnosis | null;
    rows: number;
    badRows: number;
    doubledIds: number;
    ownerlessRows: number;
    owners: number;
  };
  owner: { field: string; found: boolean; columnThere: boolean; candidates: string[] };
  /** Null: the answers can't tell. */
  filtersByOwner: boolean | null;
  /** Whether vm_freeip finds a host's node by itself; null where there is none to ask for. */
  freeIpFindsNode: boolean | null;
  /** Lists that gave rows for a host that nobody has: they don't look at `vmid`. */
  ignoresHost: HostListName[];
  replies: SurveyedReply[];
  timeZone: string | null;
  console: ConsoleSetting;
}

/** `plain`: the form as it is, without the vendor's own packing; `module`: the provider's. */
export interface ConsoleSetting {
  isOffered: boolean;
  adapter: "plain" | "module";
}

export interface SurveyOptions {
  ownerField: string;
  console: ConsoleSetting;
  /** Told what the answers taught so far, for a client that has no profile of this master. */
  onLearnt?(facts: { utcOffsetMinutes: number | null; hostFilters: ReadonlySet<HostListName> }): void;
}

export const surveyOptionsOf = ({ rstack, console }: Pick<Config, "rstack" | "console">): SurveyOptions => ({
  ownerField: rstack.ownerField,
  console: {
    isOffered: console.hosts.length > 0,
    adapter: console.adapter === "post" || console.adapter === "get" ? "plain" : "module",
  },
});

const CALL = { priority: "list" } as const;
const TESTS = 3;
/** So many hosts are asked where one has nothing: a host that is off has no samples, and few have a mapping. */
const HOSTS_ASKED = 12;

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: Math.round(performance.now() - started) };
}

/** Queries only, one after another. Needs no database. Never rejects for what the master answers. */
export async function surveyMaster(client: MasterClient, options: SurveyOptions): Promise<Survey> {
  const { ownerField } = options;
  const test = await testSome(client);
  const survey: Survey = {
    test,
    clockSkewMs: client.health().clockSkewMs,
    plainHttp: client.health().plainHttp,
    fleet: null,
    owner: { field: ownerField, found: false, columnThere: false, candidates: [] },
    filtersByOwner: null,
    freeIpFindsNode: null,
    ignoresHost: [],
    replies: [],
    timeZone: null,
    console: options.console,
  };
  if (!test.ok) {
    return survey;
  }
  const { value: listed, ms } = await timed(() => client.listAllHosts(CALL));
  const all = listed.ok
    ? { ...listed, value: { ...listed.value, rows: await unpack(listed.value.rows) } }
    : listed;
  survey.fleet = fleetOf(all, ms);
  const hosts = await someHosts(client, all.ok ? all.value.rows : []);
  const clock = await clockOf(client, hosts);
  survey.timeZone = clock && timeZoneOf(clock);
  const learnt = { utcOffsetMinutes: clock && offsetOf(clock), hostFilters: new Set<HostListName>() };
  options.onLearnt?.(learnt);
  for (const reply of hosts.length > 0 ? [...EVERYWHERE, ...OF_HOST] : EVERYWHERE) {
    survey.replies.push(await askFor(client, reply, hosts, learnt.hostFilters));
  }
  for (const list of hosts.length > 0 ? HOST_LISTS : []) {
    const nobodys = await client.sampleHostFilter(list, null, CALL);
    if (nobodys.ok && nobodys.value.rows > 0) {
      survey.ignoresHost.push(list);
    }
  }
  survey.freeIpFindsNode = await findsNode(client, hosts);
  const columns = survey.replies.find(({ reply }) => reply === "hosts");
  survey.owner = ownerOf(ownerField, all, columns?.ok ? columns.columns : []);
  survey.filtersByOwner = all.ok ? await askOwnerFilter(client, all.value) : null;
  survey.clockSkewMs = client.health().clockSkewMs;
  return survey;
}

async function testSome(client: MasterClient): Promise<Survey["test"]> {
  const timesMs: number[] = [];
  for (let i = 0; i < TESTS; i++) {
    const { value, ms } = await timed(() => client.test(CALL));
    timesMs.push(ms);
    if (!value.ok) {
      return { ok: false, timesMs, diagnosis: diagnose(value.fault, true) };
    }
  }
  return { ok: true, timesMs, diagnosis: null };
}

function fleetOf(all: Outcome<HostList>, ms: number): Survey["fleet"] {
  if (!all.ok) {
    const none = { rows: 0, badRows: 0, doubledIds: 0, ownerlessRows: 0, owners: 0 };
    return { ms, diagnosis: diagnose(all.fault, false), ...none };
  }
  const { rows, badRows, ownerlessRows } = all.value;
  const ids = new Map<VmId, number>();
  for (const { vmId } of rows) {
    ids.set(vmId, (ids.get(vmId) ?? 0) + 1);
  }
  const owners = new Set(rows.map((row) => row.owner).filter((owner) => owner !== null)).size;
  const doubledIds = [...ids.values()].filter((times) => times > 1).length;
  return { ms, diagnosis: null, rows: rows.length, badRows, doubledIds, ownerlessRows, owners };
}

function ownerOf(field: string, all: Outcome<HostList>, columns: string[]): Survey["owner"] {
  const found = all.ok && all.value.ownerColumn !== null;
  return {
    field,
    found,
    columnThere: found || columns.includes(field),
    candidates: found ? [] : ownerCandidates(columns, field),
  };
}

const EVERYWHERE = ["hosts", "users", "areas", "nodes", "images", "discs", "pools"] as const;
const OF_HOST = [
  "state",
  "details",
  "console",
  "monitor",
  "snapshots",
  "backups",
  "mappings",
  "tasks",
  "media",
  "addresses",
  "freeAddresses",
] as const;

/** From all over the list; those that run first, and among them those behind a shared address, which have mappings. */
async function someHosts(client: MasterClient, rows: readonly HostRow[]): Promise<SampleHost[]> {
  const pick = (of: readonly HostRow[], most: number) =>
    of.filter((_, index) => index % Math.max(1, Math.ceil(of.length / most)) === 0).slice(0, most);
  const running = pick(
    rows.filter(({ status }) => status === "2"),
    HOSTS_ASKED,
  );
  const rest = rows.filter((row) => !running.includes(row));
  const samples = [...running, ...pick(rest, HOSTS_ASKED - running.length || 1)].slice(0, HOSTS_ASKED);
  const shared = new Set<VmId>();
  for (const { vmId } of samples) {
    const details = await client.readAddresses(vmId, CALL);
    if (details.ok && details.value.isShared) {
      shared.add(vmId);
    }
  }
  return samples.sort((a, b) => Number(shared.has(b.vmId)) - Number(shared.has(a.vmId)));
}

async function clockOf(client: MasterClient, hosts: readonly SampleHost[]) {
  for (const { vmId } of hosts) {
    const clock = await client.readMonitorClock(vmId, CALL);
    if (clock.ok && clock.value && timeZoneOf(clock.value) !== null) {
      return clock.value;
    }
  }
  return null;
}

/** One host after another until one has something to see; a master that is silent is asked once. */
async function askFor(
  client: MasterClient,
  reply: CheckedReply,
  hosts: readonly SampleHost[],
  filters: Set<HostListName>,
): Promise<SurveyedReply> {
  const [first = null, ...more] = hosts;
  let ms = 0;
  let asked: Outcome<ReplyColumns> = { ok: true, value: NOTHING };
  for (const host of [first, ...(EVERYWHERE.some((one) => one === reply) ? [] : more)]) {
    const of = { vmId: host?.vmId ?? null, nodeId: host?.nodeId ?? null };
    const answer = await timed(() => client.columnsOf(reply, of, CALL));
    ms = answer.ms;
    asked = answer.value;
    if (asked.ok && asked.value.rows > 0) {
      const isUntold = host !== null && (await hostIsUntold(client, reply, host.vmId, hosts, filters));
      return { reply, ok: true, ms, ...asked.value, isUntold };
    }
    if (!asked.ok && asked.fault.kind !== "refused") {
      break;
    }
  }
  return asked.ok
    ? { reply, ok: true, ms, ...NOTHING, isUntold: false }
    : { reply, ok: false, ms, diagnosis: diagnose(asked.fault, false) };
}

const NOTHING: ReplyColumns = { rows: 0, columns: [], fields: [] };
