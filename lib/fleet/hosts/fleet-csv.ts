import "server-only";
import { type CsvValue, csvPages } from "@/lib/csv";
import type { FleetQuery } from "./fleet-query";
import { type FleetFileHost, fleetPiece } from "./fleet-table";

/** Small enough that writing one holds up no page. */
const PIECE = 500;

export const FLEET_COLUMNS = [
  "id",
  "name",
  "customer",
  "status",
  "state",
  "state_at_utc",
  "address",
  "more_addresses",
  "area",
  "node",
  "system",
  "traffic_used_gb",
  "traffic_limit_gb",
  "label_name",
  "tags",
] as const;

/** All hosts that the filter finds, by id, read and written piece by piece. The names are fixed, for programs; times in UTC. */
export const fleetCsv = (query: FleetQuery): ReadableStream<Uint8Array> =>
  csvPages<string>(FLEET_COLUMNS, "", async (after) => {
    const hosts = await fleetPiece(query, after, PIECE);
    return {
      rows: hosts.map(fieldsOf),
      next: hosts.length < PIECE ? null : (hosts.at(-1)?.vmId ?? null),
    };
  });

const fieldsOf = (host: FleetFileHost): CsvValue[] => [
  host.vmId,
  host.name,
  host.owner,
  host.doubled ? "doubled" : host.status,
  host.state,
  host.stateAt,
  host.address,
  host.moreAddresses,
  host.areaName,
  host.nodeName,
  host.imageName,
  host.trafficUsedGb,
  host.trafficLimitGb,
  host.labelName,
  host.tags.join(" "),
];
