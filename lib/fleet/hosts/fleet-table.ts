import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hostStateOf } from "@/lib/hosts/host-state";
import { readScopes } from "@/lib/hosts/mirror/scopes";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import type { HostState } from "@/lib/hosts/state-words";
import type { FleetQuery, Sort, StatusFilter } from "./fleet-query";

export const HOSTS_A_PAGE = 50;

/** One row of the staff's table, from the mirror. Times are ISO 8601, UTC. */
export interface FleetHost {
  vmId: string;
  name: string | null;
  owner: string | null;
  status: StatusFilter | null;
  /** The state as the panel last read it from the master, and when; null where nobody looked yet. */
  power: { state: HostState; at: string } | null;
  address: string | null;
  moreAddresses: number;
  areaName: string | null;
  nodeName: string | null;
  imageName: string | null;
  trafficUsedGb: number | null;
  trafficLimitGb: number | null;
  /** Two rows with this id were listed. */
  doubled: boolean;
}

export interface FleetPage {
  hosts: FleetHost[];
  total: number;
  /** When the whole list was last read; null where it never was. */
  asOf: string | null;
}

/** The vendor's codes. */
const CODES: Record<Exclude<StatusFilter, "attention">, string> = {
  "setting-up": "0",
  locked: "1",
  normal: "2",
  suspended: "-1",
  "over-traffic": "-2",
  "out-of-traffic": "-3",
};
const WORDS = new Map(Object.entries(CODES).map(([word, code]) => [code, word as StatusFilter]));

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
};

/** From the mirror alone; asks that the whole fleet be kept in step while staff look. */
export async function fleetPage(query: FleetQuery): Promise<FleetPage> {
  await wantFleet();
  const where = sql.join(conditions(query), sql` and `);
  const direction = query.descending ? " desc" : "";
  const order = sql.raw(ORDER[query.sort].map((part) => part + direction).join(", "));
  const [rows, counted, scopes] = await Promise.all([
    database().execute<Row>(sql`select vm_id, name, owner, status, state_word, state_at,
        coalesce(nullif(public_ip, ''), ipv4, ipv6) as address,
        cardinality(additional_ips) + (ipv4 is not null and ipv6 is not null)::int as more,
        area_name, node_name, image_name, traffic_used_gb as used, traffic_limit_gb as allowed, doubled
      from hosts where ${where} order by ${order}
      limit ${HOSTS_A_PAGE} offset ${(query.page - 1) * HOSTS_A_PAGE}`),
    database().execute<{ n: string }>(sql`select count(*) as n from hosts where ${where}`),
    readScopes(["fleet"]),
  ]);
  return {
    hosts: rows.rows.map(hostOf),
    total: Number(counted.rows[0]?.n ?? 0),
    asOf: scopes.get("fleet")?.finishedAt?.toISOString() ?? null,
  };
}

function hostOf(row: Row): FleetHost {
  const { state_word: word, state_at: at } = row;
  return {
    vmId: row.vm_id,
    name: row.name,
    owner: row.owner,
    status: WORDS.get(row.status ?? "") ?? null,
    power:
      word && at
        ? { state: hostStateOf({ word, status: row.status }), at: new Date(at).toISOString() }
        : null,
    address: row.address,
    moreAddresses: row.more,
    areaName: row.area_name,
    nodeName: row.node_name,
    imageName: row.image_name,
    trafficUsedGb: row.used === null ? null : Number(row.used),
    trafficLimitGb: row.allowed === null ? null : Number(row.allowed),
    doubled: row.doubled,
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
    ...(status === "attention" ? [sql`(status is distinct from '2' or doubled)`] : []),
    ...(status && status !== "attention" ? [sql`status = ${CODES[status]}`] : []),
    ...(text ? [matches(text.toLowerCase())] : []),
  ];
}

/**
 * Anywhere in the text, by one walk over the table: a few hundredths of a second at 50,000 rows, without an extension that
 * a provider's own database may not have. Comparing bytes is what makes it quick.
 */
function matches(text: string): SQL {
  const like = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const isAddress = /^[\d.]+$|^[\da-f:]*:[\da-f:]*$/.test(text);
  const inAddresses = sql`ipv4 like ${like} or ipv6 like ${like} or public_ip like ${like}
    or (additional_ips <> '{}' and lower(array_to_string(additional_ips, ' ') collate "C") like ${like})`;
  // What has a letter beyond those of an IPv6 address stands in no address.
  const mayBeAddress = isAddress || /^[\da-f.:]+$/.test(text);
  // "C" lowers ASCII alone: other letters are looked for as they were typed and lowered by the database.
  const name = /^[ -~]*$/.test(text)
    ? sql`lower(name collate "C") like ${like}`
    : sql`lower(name) like ${like}`;
  return sql`(${name} or vm_id like ${like} or lower(owner collate "C") like ${like}
    or lower(guid collate "C") like ${like} ${mayBeAddress ? sql`or ${inAddresses}` : sql``})`;
}
