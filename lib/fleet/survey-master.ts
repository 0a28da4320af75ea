import { judgeOwnerFilter, nobody } from "@/lib/hosts/mirror/judge-owner-filter";
import type { UserId, VmId } from "@/lib/rstack/ids";
import type { CheckedList, HostList, ListColumns, MasterClient } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import { type Diagnosis, diagnose } from "./fault-causes";
import { timeZoneOf } from "./master-time-zone";
import { ownerCandidates } from "./owner-candidates";

export type SurveyedList =
  | {
      list: CheckedList;
      ok: true;
      rows: number;
      columns: string[];
      taken: Record<string, string>;
      ms: number;
    }
  | { list: CheckedList; ok: false; diagnosis: Diagnosis; ms: number };

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
  lists: SurveyedList[];
  timeZone: string | null;
}

const CALL = { priority: "list" } as const;
const TESTS = 3;
/** A host that is off has no samples, so some are tried. */
const CLOCK_TRIES = 5;

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: Math.round(performance.now() - started) };
}

/** Queries only, one after another. Needs no database. Never rejects for what the master answers. */
export async function surveyMaster(client: MasterClient, ownerField: string): Promise<Survey> {
  const test = await testSome(client);
  const survey: Survey = {
    test,
    clockSkewMs: client.health().clockSkewMs,
    plainHttp: client.health().plainHttp,
    fleet: null,
    owner: { field: ownerField, found: false, columnThere: false, candidates: [] },
    filtersByOwner: null,
    lists: [],
    timeZone: null,
  };
  if (!test.ok) {
    return survey;
  }
  const { value: all, ms } = await timed(() => client.listAllHosts(CALL));
  survey.fleet = fleetOf(all, ms);
  const rows = all.ok ? all.value.rows : [];
  // Rather one that runs: it has samples.
  const sample = (rows.find((row) => row.status === "2") ?? rows[0])?.vmId ?? null;
  survey.lists = await surveyLists(client, sample);
  const columns = survey.lists.find((list) => list.list === "hosts");
  survey.owner = ownerOf(ownerField, all, columns?.ok ? columns.columns : []);
  survey.filtersByOwner = all.ok ? await askFilter(client, all.value) : null;
  survey.timeZone = await zoneOf(
    client,
    rows.filter((row) => row.status === "2").map((row) => row.vmId),
  );
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

async function askFilter(client: MasterClient, all: HostList): Promise<boolean | null> {
  const asked: UserId | null = all.rows.find((row) => row.owner !== null)?.owner ?? null;
  const own = asked ? await client.probeOwnerFilter(asked, CALL) : null;
  const nobodys = await client.probeOwnerFilter(nobody(), CALL);
  return judgeOwnerFilter(asked, own, nobodys, all.rows.length > 0);
}

async function surveyLists(client: MasterClient, sample: VmId | null): Promise<SurveyedList[]> {
  const everywhere: CheckedList[] = ["hosts", "areas", "nodes", "images", "users"];
  const ofHost: CheckedList[] = ["mappings", "tasks", "monitor"];
  const lists: SurveyedList[] = [];
  for (const list of sample ? [...everywhere, ...ofHost] : everywhere) {
    const { value, ms } = await timed(() => client.columnsOf(list, sample, CALL));
    lists.push(surveyed(list, value, ms));
  }
  return lists;
}

function surveyed(list: CheckedList, columns: Outcome<ListColumns>, ms: number): SurveyedList {
  return columns.ok
    ? { list, ok: true, ...columns.value, ms }
    : { list, ok: false, diagnosis: diagnose(columns.fault, false), ms };
}

async function zoneOf(client: MasterClient, running: VmId[]): Promise<string | null> {
  for (const vmId of running.slice(0, CLOCK_TRIES)) {
    const clock = await client.readMonitorClock(vmId, CALL);
    const zone = clock.ok && clock.value ? timeZoneOf(clock.value) : null;
    if (zone) {
      return zone;
    }
  }
  return null;
}
