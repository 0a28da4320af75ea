import "server-only";
import { isIP } from "node:net";
import { cleanText } from "@/lib/hosts/clean-text";
import { notesOfHosts } from "@/lib/hosts/snapshots/snapshot-notes";
import { master } from "@/lib/master";
import { parseRowId, parseUserId, parseVmId } from "@/lib/rstack/ids";
import type { CallOptions, MasterClient } from "@/lib/rstack/master-client";
import { mapOutcome, type Outcome } from "@/lib/rstack/outcome";
import type { BackupOfHost, MappingOfHost, TaskOfHost } from "@/lib/rstack/provider-rows";
import { askForList } from "../kept-lists";
import { one, type SearchParams, withSearch } from "../search-params";
import { lastSeen, type ShownRows, shownRows } from "./shown-rows";

/** The vendor's codes; message keys of `fleet-operations.task`. */
export const TASK_TYPES = ["1", "2", "3", "4", "5", "6", "7"] as const;
export const TASK_STATUSES = ["0", "1", "2", "3"] as const;
/** What is looked for most. RStack has no such filter: it is applied to what it lists. */
export const TASK_STATES = ["in-progress", "attention"] as const;
export const BACKUP_KINDS = ["snapshot", "full"] as const;
type BackupKind = (typeof BACKUP_KINDS)[number];

const OPTIONS: CallOptions = { priority: "list" };
/** Steps of a task, by the vendor's codes. */
export const TASK_STEPS = ["1", "2", "3"] as const;
export const MAPPING_KINDS = ["port", "domain"] as const;
type MappingKind = (typeof MAPPING_KINDS)[number];

interface Searched {
  /** A part of what a row shows. The lists are kept: a search asks the master nothing anew. */
  q: string;
}

export interface TaskFilter extends Searched {
  host: string | null;
  type: (typeof TASK_TYPES)[number] | null;
  status: (typeof TASK_STATUSES)[number] | null;
  show: (typeof TASK_STATES)[number] | null;
  node: string | null;
  hostName: string | null;
  step: (typeof TASK_STEPS)[number] | null;
}

const textOf = (value: SearchParams[string]): string | null => one(value).trim().slice(0, 255) || null;

export function taskFilterFrom(search: SearchParams): TaskFilter {
  return {
    q: textOf(search.q) ?? "",
    host: parseVmId(one(search.host)),
    type: TASK_TYPES.find((type) => type === one(search.type)) ?? null,
    status: TASK_STATUSES.find((status) => status === one(search.status)) ?? null,
    show: TASK_STATES.find((state) => state === one(search.show)) ?? null,
    node: parseRowId(one(search.node)),
    hostName: textOf(search.hostName),
    step: TASK_STEPS.find((step) => step === one(search.step)) ?? null,
  };
}

/** The vendor knows no failed task, but a host whose set-up failed. */
export type SeenTask = TaskOfHost & { isFailed: boolean; state: (typeof TASK_STATES)[number] | null };

type ShownTasks = ShownRows<SeenTask> & { counts: Record<(typeof TASK_STATES)[number], number> };

const DONE = "3";
/** Tasks that set a host up: create and reinstall. */
const SET_UPS: readonly (string | null)[] = ["1", "2"];
/** Of older ones the panel's own list of hosts isn't asked. */
const MOST_SEEN = 2_000;

/** With what the panel's own list says of their hosts. */
async function withHosts(tasks: TaskOfHost[]): Promise<SeenTask[]> {
  const seen = await lastSeen(tasks.slice(0, MOST_SEEN).flatMap(({ vmId }) => vmId ?? []));
  return tasks.map((task) => {
    const host = task.vmId === null ? undefined : seen.get(task.vmId);
    const isSetUp = SET_UPS.includes(task.type) && task.status !== DONE;
    const isFailed = isSetUp && host?.state === "setup-failed";
    const isOver = task.status === null || task.status === DONE;
    return {
      ...task,
      owner: task.owner ?? host?.owner ?? null,
      isFailed,
      state: isFailed ? "attention" : isOver ? null : "in-progress",
    };
  });
}

/** All of the master's own tasks that it lists, newest first. */
export async function listTasks(
  asked: Parameters<MasterClient["listAllTasks"]>[0],
): Promise<Outcome<TaskOfHost[]>> {
  const answer = await askForList("tasks", asked, () => master().listAllTasks(asked, OPTIONS));
  return newest(answer, (task) => task.startedAt);
}

/** A page of the master's own tasks, newest first; `page` counts from 1. One call. */
export async function masterTasks(
  { q, host, type, status, show, node, hostName, step }: TaskFilter,
  page: number,
): Promise<Outcome<ShownTasks>> {
  const asked = {
    vmId: parseVmId(host) ?? undefined,
    type: type ?? undefined,
    status: status ?? undefined,
    nodeId: parseRowId(node) ?? undefined,
    hostName: hostName ?? undefined,
    step: step ?? undefined,
  };
  const listed = await listTasks(asked);
  if (!listed.ok) {
    return listed;
  }
  const all = await withHosts(listed.value);
  const tasks = show === null ? all : all.filter((task) => task.state === show);
  const shown = await shownRows({ ok: true, value: tasks }, page, q, (row) => [
    ...[row.vmId, row.hostName, row.nodeId, row.message],
  ]);
  const countOf = (state: SeenTask["state"]) => all.filter((task) => task.state === state).length;
  const counts = { "in-progress": countOf("in-progress"), attention: countOf("attention") };
  return mapOutcome(shown, (value) => ({ ...value, counts }));
}

export interface BackupFilter extends Searched {
  host: string | null;
  customer: string | null;
  kind: BackupKind | null;
  name: string | null;
  /** The master can be asked for finished ones alone. */
  isFinished: boolean;
}

export function backupFilterFrom(search: SearchParams): BackupFilter {
  return {
    q: textOf(search.q) ?? "",
    host: parseVmId(one(search.host)),
    customer: parseUserId(one(search.customer)),
    kind: BACKUP_KINDS.find((kind) => kind === one(search.kind)) ?? null,
    name: textOf(search.name),
    isFinished: one(search.finished) === "1",
  };
}

/** With the note of whoever has the host. */
export type NotedBackup = BackupOfHost & { note: string | null };

/** How many of each kind the list without that choice has; null where RStack doesn't tell the kinds. */
export type KindCounts<Kind extends string> = Record<Kind, number> | null;

function countKinds<Kind extends string>(
  kinds: readonly Kind[],
  all: Outcome<{ kind: string | null }[]>,
): KindCounts<Kind> {
  if (!all.ok || all.value.some(({ kind }) => !kinds.some((one) => one === kind))) {
    return null;
  }
  const countOf = (one: Kind) => all.value.filter(({ kind }) => kind === one).length;
  return Object.fromEntries(kinds.map((one) => [one, countOf(one)])) as Record<Kind, number>;
}

/** All full backups and snapshots that the master lists, newest first. */
export async function listBackups({
  host,
  customer,
  kind,
  name,
  isFinished,
}: BackupFilter): Promise<Outcome<BackupOfHost[]>> {
  const asked = {
    vmId: parseVmId(host) ?? undefined,
    userId: parseUserId(customer) ?? undefined,
    kind: kind ?? undefined,
    name: name ?? undefined,
    isFinished: isFinished || undefined,
  };
  const answer = await askForList("backups", asked, () => master().listAllBackups(asked, OPTIONS));
  return newest(answer, (backup) => backup.createdAt);
}

/**
 * Mostly without a call: the list of both kinds is kept from the visit in which one was chosen. Null where a text is searched
 * for: it narrows what is shown, and not this list.
 */
export const countBackups = async (filter: BackupFilter): Promise<KindCounts<BackupKind>> =>
  filter.q === "" ? countKinds(BACKUP_KINDS, await listBackups({ ...filter, kind: null })) : null;

/** A page of the full backups and snapshots over the fleet, newest first; `page` counts from 1. One call. */
export async function masterBackups(
  filter: BackupFilter,
  page: number,
): Promise<Outcome<ShownRows<NotedBackup>>> {
  const backups = await listBackups(filter);
  if (!backups.ok) {
    return backups;
  }
  const noteOf = await notesOfHosts([
    ...new Set(backups.value.slice(0, MOST_SEEN).flatMap(({ vmId }) => vmId ?? [])),
  ]);
  // Names come as they must be sent back, with marks that would reorder the text of a page.
  const noted = backups.value.map((row) => ({
    ...row,
    name: cleanText(row.name) ?? "",
    note: noteOf(row.vmId, row.name),
  }));
  return shownRows({ ok: true, value: noted }, page, filter.q, (row) => [
    ...[row.vmId, row.hostName, row.name, row.note],
  ]);
}

export interface MappingFilter extends Searched {
  host: string | null;
  customer: string | null;
  node: string | null;
  /** Inside address. */
  ip: string | null;
  domain: string | null;
  /** Public port. RStack has no such filter: it is applied to what it lists. */
  port: number | null;
  kind: MappingKind | null;
}

export function mappingFilterFrom(search: SearchParams): MappingFilter {
  const [ip, port] = [one(search.ip).trim(), one(search.port).trim()];
  return {
    q: textOf(search.q) ?? "",
    host: parseVmId(one(search.host)),
    customer: parseUserId(one(search.customer)),
    node: parseRowId(one(search.node)),
    ip: isIP(ip) === 0 || ip.includes("%") ? null : ip,
    domain: textOf(search.domain),
    port: /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535 ? Number(port) : null,
    kind: MAPPING_KINDS.find((kind) => kind === one(search.kind)) ?? null,
  };
}

/** Where staff find who has this domain, address, port or both; null for a text that is none of them. */
export function mappingsHref(text: string): string | null {
  const [, publicIp, itsPort] = /^([\d.]+):(\d+)$/.exec(text) ?? [];
  if (publicIp && itsPort && isIP(publicIp) !== 0 && mappingFilterFrom({ port: itsPort }).port !== null) {
    return withSearch("/admin/infrastructure/mappings", { q: publicIp, port: itsPort });
  }
  const { ip, port } = mappingFilterFrom({ ip: text, port: text });
  const domain = /^[^\s/:]+\.[^\s/:.]{2,}$/.test(text) && ip === null ? text : null;
  return (ip ?? port ?? domain)
    ? withSearch("/admin/infrastructure/mappings", { ip, port: port?.toString(), domain })
    : null;
}

async function listMappings(filter: MappingFilter): Promise<Outcome<MappingOfHost[]>> {
  const { host, customer, node, ip, domain, port, kind } = filter;
  const asked = {
    vmId: parseVmId(host) ?? undefined,
    userId: parseUserId(customer) ?? undefined,
    nodeId: parseRowId(node) ?? undefined,
    ip: ip ?? undefined,
    domain: domain ?? undefined,
    kind: kind ?? undefined,
  };
  const answer = await askForList("mappings", asked, () => master().listMappingsOf(asked, OPTIONS));
  return mapOutcome(answer, (rows) => rows.filter((row) => port === null || row.publicPort === port));
}

/** As `countBackups`. */
export const countMappings = async (filter: MappingFilter): Promise<KindCounts<MappingKind>> =>
  filter.q === "" ? countKinds(MAPPING_KINDS, await listMappings({ ...filter, kind: null })) : null;

/** A page of the port mappings and domain bindings over the fleet, by host; `page` counts from 1. One call. */
export async function masterMappings(
  filter: MappingFilter,
  page: number,
): Promise<Outcome<ShownRows<MappingOfHost>>> {
  return shownRows(await listMappings(filter), page, filter.q, (row) => [
    ...[row.vmId, row.hostName, row.nodeId, row.domain, row.publicIp, row.hostIp],
    ...[row.publicPort, row.insidePort],
  ]);
}

const newest = <Row>(answer: Outcome<Row[]>, timeOf: (row: Row) => Date | null): Outcome<Row[]> =>
  mapOutcome(answer, (rows) =>
    rows.toSorted((a, b) => (timeOf(b)?.getTime() ?? 0) - (timeOf(a)?.getTime() ?? 0)),
  );
