import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hostStateOf } from "@/lib/hosts/host-state";
import { readTag } from "@/lib/hosts/labels/tags";
import { readScopes } from "@/lib/hosts/mirror/scopes";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import type { HostState } from "@/lib/operations/host-states";
import { type WorkUnderWay, workFrom, workOf } from "../operations/work-under-way";
import { countInAll } from "./fleet-choices";
import { type FleetQuery, isNarrowed, type Sort, STATUS_OF_CODE, type StatusFilter } from "./fleet-query";
import { type FleetReading, fleetReadingOf } from "./fleet-reading";
import {
  type CountsRow,
  countAmong,
  countedIn,
  countsFrom,
  type FleetCounts,
  type StateCounts,
  statusCondition,
} from "./fleet-status";

export const HOSTS_A_PAGE = 50;

/** One row of the staff's table, from the mirror. Times are ISO 8601, UTC. */
export interface FleetHost {
  vmId: string;
  name: string | null;
  owner: string | null;
  status: StatusFilter | null;
  /** The state as the panel last read it from the master, and when; by the row's status alone where nobody looked yet. */
  state: HostState;
  stateAt: string | null;
  work: WorkUnderWay | null;
  address: string | null;
  moreAddresses: number;
  areaName: string | null;
  nodeName: string | null;
  imageName: string | null;
  trafficUsedGb: number | null;
  trafficLimitGb: number | null;
  /** Two rows with this id were listed. */
  doubled: boolean;
  /** What staff wrote about it, where that is what was looked for; else null. */
  remark: string | null;
}

/** With what its customer calls it. */
export interface FleetFileHost extends FleetHost {
  labelName: string | null;
  tags: string[];
}

export interface FleetPage {
  hosts: FleetHost[];
  total: number;
  /** Of what else was chosen: how many are in each state. */
  counts: FleetCounts;
  reading: FleetReading;
}

/** Always with the id at the end, so that no row is on two pages. */
const ORDER: Record<Sort, string[]> = {
  name: ['lower(name) collate "C"', "vm_id"],
  id: ["length(vm_id)", "vm_id"],
  owner: ["length(owner)", "owner", "vm_id"],
  node: ["area_name", "node_name", "vm_id"],
  image: ["image_name", "vm_id"],
  traffic: ["coalesce(traffic_used_gb, -1)", "vm_id"],
};

type Row = {
  vm_id: string;
  name: string | null;
  owner: string | null;
  status: string | null;
  state_word: string | null;
  state_at: string | Date | null;
  address: string | null;
  more: number;
  area_name: string | null;
  node_name: string | null;
  image_name: string | null;
  used: string | null;
  allowed: string | null;
  doubled: boolean;
  remark: string | null;
  work?: Parameters<typeof workFrom>[0];
};

const SHOWN = sql.raw(`h.vm_id, h.name, h.owner, h.status, h.state_word, h.state_at,
  coalesce(nullif(h.public_ip, ''), h.ipv4, h.ipv6) as address,
  cardinality(h.additional_ips) + (h.ipv4 is not null and h.ipv6 is not null)::int as more,
  h.area_name, h.node_name, h.image_name, h.traffic_used_gb as used, h.traffic_limit_gb as allowed, h.doubled, h.remark`);

/** A file has no time to tell it in. */
const SHOWN_NOW = sql`${SHOWN}, ${workOf(sql`h.vm_id`)} as work`;

/** From the mirror alone; asks that the whole fleet be kept in step while staff look. */
export async function fleetPage(query: FleetQuery): Promise<FleetPage> {
  await wantFleet();
  const [found, scopes] = await Promise.all([
    query.text ? searched(query) : listed(query),
    readScopes(["fleet"]),
  ]);
  return {
    hosts: found.rows.map((row) => hostOf(row, query.text)),
    total: found.total,
    counts: found.counts,
    reading: fleetReadingOf(scopes.get("fleet")),
  };
}

/** Hosts that the filter finds, by id, `most` of them behind `after` ("" is the beginning); for a file. */
export async function fleetPiece(query: FleetQuery, after: string, most: number): Promise<FleetFileHost[]> {
  const behind = sql`(length(vm_id), vm_id) > (${after.length}::int, ${after}::text)`;
  const { rows } = await database().execute<
    Row & { label_name: string | null; tags: string[] | null }
  >(sql`select ${SHOWN}, l.name as label_name, l.tags from (
      select vm_id from hosts where ${whereOf(query)} and ${behind} order by length(vm_id), vm_id limit ${most}) p
    join hosts h on h.vm_id = p.vm_id
    left join tenancies t on t.vm_id = h.vm_id and t.owner = h.owner and t.until is null and not h.doubled
    left join host_labels l on l.tenancy_id = t.id order by length(h.vm_id), h.vm_id`);
  return rows.map((row) => ({
    ...hostOf(row, query.text),
    labelName: row.label_name,
    tags: row.tags ?? [],
  }));
}

type Found = StateCounts & { rows: Row[] };

/** The page's part of what `from` holds, numbered in order. The ids alone are sorted; the rows come after. */
function pageOf(query: FleetQuery, from: SQL): SQL {
  const direction = query.descending ? " desc" : "";
  const order = sql.raw(ORDER[query.sort].map((part) => part + direction).join(", "));
  return sql`select vm_id, row_number() over () as place from (select vm_id from ${from} order by ${order}
    limit ${HOSTS_A_PAGE} offset ${(query.page - 1) * HOSTS_A_PAGE}) ids`;
}

const whereOf = (query: FleetQuery): SQL => sql.join(conditions(query), sql` and `);

/** Narrowed by what indexes know; the counts beside it. */
async function listed(query: FleetQuery): Promise<Found> {
  const others = { ...query, status: null };
  const [{ rows }, counted] = await Promise.all([
    database().execute<Row>(sql`select ${SHOWN_NOW} from (${pageOf(query, sql`hosts where ${whereOf(query)}`)}) p
      join hosts h on h.vm_id = p.vm_id order by p.place`),
    isNarrowed(others) ? countAmong(whereOf(others), query.status) : countInAll(whereOf(query)),
  ]);
  return { rows, ...counted };
}

/** One walk over the table for the rows and all their numbers. */
async function searched(query: FleetQuery): Promise<Found> {
  const chosen = query.status ? sql`m where ${statusCondition(query.status)}` : sql`m`;
  const { rows } = await database().execute<Row & CountsRow & { there: boolean }>(sql`
    with m as materialized (
      select vm_id, name, owner, area_name, node_name, image_name, traffic_used_gb, status, state_word, doubled
      from hosts where ${whereOf({ ...query, status: null })})
    select c.*, h.vm_id is not null as there, ${SHOWN_NOW} from (${countsFrom(sql`m`, query.status)}) c
      left join (${pageOf(query, chosen)}) p on true
      left join hosts h on h.vm_id = p.vm_id
    order by p.place`);
  return { rows: rows.filter(({ there }) => there), ...countedIn(rows[0]) };
}

/**
 * The first of those that a text means, and how many there are: of whom it is a whole number, name, owner or address, of
 * whom one begins with it, and then by name; of each kind the recent ones first. By the searched text alone, which is
 * lower case already and has a line for each of these: at 50,000 rows each `lower` more would be felt.
 */
export async function bestHosts(
  text: string,
  { recent, limit }: { recent: readonly string[]; limit: number },
): Promise<{ hosts: FleetHost[]; total: number }> {
  const beginning = `\n${lower(text)}`;
  const { rows } = await database().execute<Row & { total: string; there: boolean }>(sql`
    with m as materialized (select vm_id, name, case
        when strpos(E'\\n' || search || E'\\n', ${`${beginning}\n`}) > 0 then 0
        when strpos(E'\\n' || search, ${beginning}) > 0 then 1 else 2 end as rank
      from hosts where gone_at is null and ${matches(text)})
    select c.total, h.vm_id is not null as there, ${SHOWN_NOW} from (select count(*) as total from m) c
      left join (select vm_id, row_number() over () as place from (
        select vm_id from m order by rank, array_position(${sqlTexts(recent)}, vm_id), name collate "C", vm_id
        limit ${limit}) ids) p on true
      left join hosts h on h.vm_id = p.vm_id
    order by p.place`);
  return {
    hosts: rows.filter(({ there }) => there).map((row) => hostOf(row, text)),
    total: Number(rows[0]?.total ?? 0),
  };
}

/** Those with these ids that are still there, in this order. */
export async function fleetHosts(ids: readonly string[]): Promise<FleetHost[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await database().execute<Row>(sql`select ${SHOWN_NOW} from hosts h
    where h.gone_at is null and h.vm_id = any(${sqlTexts(ids)}) order by array_position(${sqlTexts(ids)}, h.vm_id)`);
  return rows.map((row) => hostOf(row, ""));
}

export const sqlTexts = (texts: readonly string[]): SQL =>
  texts.length === 0
    ? sql`array[]::text[]`
    : sql`array[${sql.join(
        texts.map((text) => sql`${text}`),
        sql`, `,
      )}]::text[]`;

function hostOf(row: Row, text: string): FleetHost {
  const { state_word: word, state_at: at } = row;
  const state = hostStateOf({ word, status: row.status });
  const status = STATUS_OF_CODE.get(row.status ?? "") ?? null;
  return {
    vmId: row.vm_id,
    name: row.name,
    owner: row.owner,
    status: status === "setting-up" && state === "setup-failed" ? "setup-failed" : status,
    state,
    stateAt: word && at ? new Date(at).toISOString() : null,
    work: workFrom(row.work),
    address: row.address,
    moreAddresses: row.more,
    areaName: row.area_name,
    nodeName: row.node_name,
    imageName: row.image_name,
    trafficUsedGb: row.used === null ? null : Number(row.used),
    trafficLimitGb: row.allowed === null ? null : Number(row.allowed),
    doubled: row.doubled,
    remark: row.remark !== null && text !== "" && lower(row.remark).includes(lower(text)) ? row.remark : null,
  };
}

function conditions(query: FleetQuery): SQL[] {
  const { text, area, node, owner, image, status } = query;
  return [
    sql`gone_at is null`,
    ...(area ? [sql`area_id = ${area}`] : []),
    ...(node ? [sql`node_id = ${node}`] : []),
    ...(owner ? [sql`owner = ${owner}`] : []),
    ...(image ? [sql`image_id = ${image}`] : []),
    ...(status ? [statusCondition(status)] : []),
    ...(text ? [matches(text)] : []),
  ];
}

/** ASCII alone, as the column is. */
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Of one more word the table would be walked once more. */
const MOST_WORDS = 4;

/** Each word of a text. */
const matches = (text: string): SQL =>
  sql.join(
    text
      .split(/\s+/)
      .filter((word) => word !== "")
      .slice(0, MOST_WORDS)
      .map(hasWord),
    sql` and `,
  );

/**
 * Anywhere in what is known of a host and its customer, by one walk over the table: a few hundredths of a second at 50,000
 * rows, without an extension that a provider's own database may not have. A note of staff's counts for the host that it
 * was written about (`about` in staff-notes.ts).
 */
const hasWord = (word: string): SQL => {
  const part = `%${escaped(lower(word))}%`;
  const mac = macPart(word);
  return sql`(search like ${part} or lower(remark collate "C") like ${part} ${mac === null ? sql`` : sql`or mac like ${`%${mac}%`}`}
    or owner in (select user_id from customer_names where search like lower(${part}))
    or vm_id in (select t.vm_id from host_labels l join tenancies t on t.id = l.tenancy_id and t.until is null
      where lower(l.name) like lower(${part}) or lower(l.note) like lower(${part})
        or array_to_string(l.tags, ' ') like lower(${part}) or ${readTag(word)}::text = any(l.tags))
    or vm_id in (select n.vm_id from staff_notes n where n.vm_id is not null and lower(n.text) like lower(${part})
      and (n.guid is null or coalesce((select x.guid from hosts x where x.vm_id = n.vm_id), n.guid) = n.guid))
    or vm_id in (select t.vm_id from domain_claims d join tenancies t on t.id = d.tenancy_id and t.until is null
      where d.domain like ${part} and d.seen_at is not null and d.ended_at is null))`;
};

/** A MAC address, or half of one at least, as it stands in the mirror whichever way it was written; else null. */
function macPart(word: string): string | null {
  const digits = word.replace(/[:.-]/g, "").toLowerCase();
  return /^([0-9a-f]{2}){3,6}$/.test(digits) ? (digits.match(/../g) ?? []).join(":") : null;
}
