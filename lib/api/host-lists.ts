import "server-only";
import { z } from "zod";
import type { ListProblem } from "../hosts/list-problem";
import { mediaViewOf } from "../hosts/media/show-media";
import { readNetwork } from "../hosts/network/read-network";
import type { OwnedHost } from "../hosts/owned-host";
import { readChoices } from "../hosts/reinstall/show-reinstall";
import { snapshotsViewOf } from "../hosts/snapshots/show-snapshots";
import { restoreUndoOf } from "../hosts/undo/show-restore-undo";
import { downtimeOf } from "../monitor/downtime/read-downtime";
import { LONGEST_RANGE_DAYS, MOST_POINTS } from "../monitor/monitor-view";
import { readRangeParams } from "../monitor/range-params";
import { monitorViewOf } from "../monitor/read-range";
import { trafficOf } from "../monitor/traffic/read-traffic";
import { fromWire } from "../monitor/wire";
import { type ApiAsked, type Endpoint, reads } from "./endpoint";
import { pageOf, pageQuery, wholeParam } from "./lists";
import { Downtime, Traffic } from "./month-schemas";
import { Problem } from "./problem";
import {
  AddressesOfHost,
  DomainsOfHost,
  ImagesForHost,
  MediaOfHost,
  Monitor,
  PortsOfHost,
  SnapshotList,
} from "./view-schemas";

const OF_HOST = ["not-found", "not-answering"] as const;
const LISTED = [...OF_HOST, "not-readable"] as const;

const monitorQuery = z.strictObject({
  from: z.string().max(40).meta({ description: "Unix time in seconds, or ISO 8601 with a time zone." }),
  to: z
    .string()
    .max(40)
    .meta({ description: `At most ${LONGEST_RANGE_DAYS} days after \`from\`.` }),
  points: wholeParam("Maximum points per series.", { most: MOST_POINTS, usual: 700 }),
});

type ListName =
  | "addresses"
  | "snapshots"
  | "ports"
  | "domains"
  | "media"
  | "images"
  | "monitor"
  | "traffic"
  | "downtime";

interface Lists {
  /** The path of the host. */
  below: string;
  needs: Endpoint["needs"];
  /** Proves the host of the path. */
  hostOf(asked: ApiAsked<unknown>): Promise<OwnedHost>;
  names: Record<ListName, Endpoint["name"]>;
}

/** What a host has, each a list of its own, for its customer's tokens and for the provider's. */
export const hostLists = ({ below, needs, hostOf, names }: Lists): Endpoint[] => [
  reads({
    path: `${below}/addresses`,
    name: names.addresses,
    needs,
    query: pageQuery,
    answer: AddressesOfHost,
    problems: LISTED,
    handle: async (asked) => {
      const { addresses, addressProblem, mac } = await readNetwork(await hostOf(asked));
      if (addressProblem) {
        throw listProblem(addressProblem);
      }
      const { rows, next } = pageOf(addresses, asked.query, ({ address }) => address);
      return { addresses: rows, mac, next };
    },
  }),
  reads({
    path: `${below}/snapshots`,
    name: names.snapshots,
    needs,
    query: pageQuery,
    answer: SnapshotList,
    problems: LISTED,
    handle: async (asked) => {
      const owned = await hostOf(asked);
      const [{ snapshots, quota, backups }, restore] = await Promise.all([
        snapshotsViewOf(owned),
        restoreUndoOf(owned),
      ]);
      if (!snapshots.ok) {
        throw listProblem(snapshots.problem);
      }
      const { rows, next } = pageOf(snapshots.items, asked.query, ({ name }) => name);
      return { restore, snapshots: rows, quota, backups: backups.ok ? backups.items : null, next };
    },
  }),
  reads({
    path: `${below}/ports`,
    name: names.ports,
    needs,
    query: pageQuery,
    answer: PortsOfHost,
    problems: LISTED,
    handle: async (asked) => {
      const { ports, reach } = await readNetwork(await hostOf(asked));
      const { rows, next } = pageOf(mappingsOr(ports, reach), asked.query, keyOfRow);
      return { ports: rows, quota: ports.quota, reach, next };
    },
  }),
  reads({
    path: `${below}/domains`,
    name: names.domains,
    needs,
    query: pageQuery,
    answer: DomainsOfHost,
    problems: LISTED,
    handle: async (asked) => {
      const { domains, reach } = await readNetwork(await hostOf(asked));
      const { rows, next } = pageOf(mappingsOr(domains, reach), asked.query, keyOfRow);
      return { domains: rows, quota: domains.quota, reach, next };
    },
  }),
  reads({
    path: `${below}/media`,
    name: names.media,
    needs,
    query: pageQuery,
    answer: MediaOfHost,
    problems: LISTED,
    handle: async (asked) => {
      const { media, drive } = await mediaViewOf(await hostOf(asked));
      if (!media.ok) {
        throw listProblem(media.problem);
      }
      const { rows, next } = pageOf(media.items, asked.query, ({ id }) => id);
      return { media: rows, drive, next };
    },
  }),
  reads({
    path: `${below}/images`,
    name: names.images,
    needs,
    query: pageQuery,
    answer: ImagesForHost,
    problems: LISTED,
    handle: async (asked) => {
      const choices = await readChoices(await hostOf(asked));
      if (!choices.ok) {
        throw listProblem(choices.problem);
      }
      const images = choices.families.flatMap(({ family, versions }) =>
        versions.map(({ imageId, name }) => ({ id: imageId, name, family })),
      );
      const { rows, next } = pageOf(images, asked.query, ({ id }) => id);
      return { images: rows, next };
    },
  }),
  reads({
    path: `${below}/monitor`,
    name: names.monitor,
    needs,
    query: monitorQuery,
    answer: Monitor,
    problems: OF_HOST,
    handle: async (asked) => {
      const owned = await hostOf(asked);
      const { from, to, points } = asked.query;
      const search = new URLSearchParams({ from, to, points: String(points) });
      const range = readRangeParams(search, Math.floor(Date.now() / 1000));
      if (!range) {
        throw new Problem("bad-request", { detail: "`from` and `to` name no range that is kept." });
      }
      const { times, series, ...rest } = await monitorViewOf(owned, range, range.points);
      return { ...rest, ...fromWire({ times, series }) };
    },
  }),
  reads({
    path: `${below}/traffic`,
    name: names.traffic,
    needs,
    query: z.strictObject({}),
    answer: Traffic,
    problems: OF_HOST,
    handle: async (asked) => trafficOf(await hostOf(asked)),
  }),
  reads({
    path: `${below}/downtime`,
    name: names.downtime,
    needs,
    query: z.strictObject({}),
    answer: Downtime,
    problems: OF_HOST,
    handle: async (asked) => downtimeOf(await hostOf(asked), asked.token.viewer.timeZone),
  }),
];

/** Also on a master that gives no ids. */
const keyOfRow = (row: {
  id: string | null;
  insidePort: number | null;
  domain?: string;
  publicPort?: number | null;
}) => row.id ?? `${row.domain ?? row.publicPort ?? ""}>${row.insidePort ?? ""}`;

/** A host with an address of its own has none. */
function mappingsOr<Row>(
  list: { rows: Row[] | null; problem: Parameters<typeof listProblem>[0] },
  reach: "shared" | "own" | "unknown",
): Row[] {
  if (list.rows === null && reach !== "own") {
    throw listProblem(list.problem);
  }
  return list.rows ?? [];
}

/** Why a list of the provider's system can't be answered. What is wrong with its columns is for staff's eyes alone. */
function listProblem(problem: ListProblem | null): Problem {
  switch (problem?.kind) {
    case "refused":
      return new Problem("not-readable", problem.text ? { detail: problem.text } : {});
    case "unreadable":
      return new Problem("not-readable");
    default:
      return new Problem("not-answering", { retryAfter: 5 });
  }
}
