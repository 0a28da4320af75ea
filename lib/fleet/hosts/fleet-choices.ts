import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { database } from "@/lib/db/connection";
import { perProcess } from "@/lib/per-process";
import { countHosts, type FleetCounts, type StateCounts } from "./fleet-status";

export interface FleetChoice {
  id: string;
  name: string | null;
  hosts: number;
}

/** What the fleet can be narrowed to: what its rows name. */
export interface FleetChoices {
  areas: FleetChoice[];
  nodes: (FleetChoice & { areaId: string | null })[];
  images: FleetChoice[];
}

/** New names and counts may be so old. */
const KEPT_MS = 30_000;
const kept = () =>
  perProcess(
    "fleet choices",
    () => new LRUCache<"all", FleetChoices>({ max: 1, ttl: KEPT_MS, fetchMethod: readChoices }),
  );

/** Counted at most twice a minute: it walks over the whole table. */
export async function fleetChoices(): Promise<FleetChoices> {
  const choices = await kept().forceFetch("all");
  // Before the first list there is nothing to keep.
  if (choices.images.length + choices.nodes.length === 0) {
    kept().delete("all");
  }
  return choices;
}

const keptCounts = () =>
  perProcess(
    "fleet counts",
    () => new LRUCache<"all", FleetCounts>({ max: 1, ttl: KEPT_MS, fetchMethod: countHosts }),
  );

/** Counting so few rows is quick: the numbers are never older than the rows beside them. */
const FEW_HOSTS = 5_000;

/** How many are in each state, of a large fleet as old as the choices may be: that walks over the whole table, too. Exact: how many `where` finds. */
export async function countInAll(where: SQL): Promise<StateCounts> {
  const [{ rows }, counts] = await Promise.all([
    database().execute<{ n: string }>(sql`select count(*) as n from hosts where ${where}`),
    keptCounts().forceFetch("all"),
  ]);
  if (counts.all < FEW_HOSTS) {
    keptCounts().delete("all");
  }
  return { total: Number(rows[0]?.n ?? 0), counts };
}

type Row = {
  kind: "place" | "image";
  id: string | null;
  name: string | null;
  above: string | null;
  above_name: string | null;
  n: string;
};

async function readChoices(): Promise<FleetChoices> {
  const { rows } = await database().execute<Row>(sql`
    select 'place' as kind, node_id as id, max(node_name) as name, area_id as above, max(area_name) as above_name,
      count(*) as n from hosts where gone_at is null group by node_id, area_id
    union all
    select 'image', image_id, max(image_name), null, null, count(*) from hosts where gone_at is null group by image_id`);
  const places = rows.filter((row) => row.kind === "place");
  const areas = new Map<string, FleetChoice>();
  for (const { above, above_name, n } of places) {
    if (above !== null) {
      const known = areas.get(above);
      areas.set(above, { id: above, name: above_name, hosts: (known?.hosts ?? 0) + Number(n) });
    }
  }
  const choice = (row: Row) =>
    row.id === null ? [] : [{ id: row.id, name: row.name, hosts: Number(row.n), areaId: row.above }];
  return {
    areas: [...areas.values()].sort(byName),
    nodes: places.flatMap(choice).sort(byName),
    images: rows
      .filter((row) => row.kind === "image")
      .flatMap(choice)
      .sort(byName),
  };
}

const collator = new Intl.Collator("en", { numeric: true });
const byName = (a: FleetChoice, b: FleetChoice): number => collator.compare(a.name ?? a.id, b.name ?? b.id);
