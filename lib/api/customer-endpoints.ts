import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { ProvenToken } from "../accounts/tokens/prove-token";
import { hostsOfTenancies } from "../accounts/tokens/tokens";
import { hostOfViewer } from "../actions/host-of-viewer";
import { database } from "../db/connection";
import { tenancies } from "../db/schema";
import { hostListFor } from "../hosts/host-list";
import { hostAsOpened } from "../hosts/host-read";
import type { HostView } from "../hosts/host-view";
import type { ListProblem } from "../hosts/list-problem";
import { mediaViewOf } from "../hosts/media/show-media";
import { readNetwork } from "../hosts/network/read-network";
import type { OwnedHost } from "../hosts/owned-host";
import { readChoices } from "../hosts/reinstall/show-reinstall";
import { snapshotsViewOf } from "../hosts/snapshots/show-snapshots";
import { LONGEST_RANGE_DAYS, MOST_POINTS } from "../monitor/monitor-view";
import { readRangeParams } from "../monitor/range-params";
import { monitorViewOf } from "../monitor/read-range";
import { fromWire } from "../monitor/wire";
import { operationViewOf } from "../operations/present";
import { readOperation } from "../operations/read-ledger";
import { askOperation } from "./ask-operation";
import { type ApiAsked, type Endpoint, reads } from "./endpoint";
import { notListed, pageOf, pageQuery, wholeParam } from "./lists";
import { CUSTOMER_OFFER } from "./offers";
import { apiOperation } from "./operation-answer";
import { operationsPage, operationsQuery } from "./operations-page";
import { Problem } from "./problem";
import {
  DomainsOfHost,
  Host,
  HostList,
  ImagesForHost,
  MediaOfHost,
  Monitor,
  Operation,
  OperationList,
  PortsOfHost,
  SnapshotList,
} from "./view-schemas";

/** The host of the path, proven like for a form: theirs, and among those of the token. */
async function hostOf({ token, params }: ApiAsked<unknown>): Promise<OwnedHost> {
  const owned = await hostOfViewer(token.viewer, params.id ?? "");
  if (token.tenancyIds && !token.tenancyIds.includes(owned.tenancyId)) {
    throw new Problem("not-found");
  }
  return owned;
}

const NO_QUERY = z.strictObject({});
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

export const CUSTOMER_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/hosts",
    name: "listHosts",
    needs: "read",
    query: pageQuery,
    answer: HostList,
    problems: ["not-readable"],
    handle: async ({ token, query: { after, limit } }) => {
      const { hosts, asOf, masterDownSince, unreadable } = await hostListFor(token.viewer);
      if (unreadable !== null) {
        throw new Problem("not-readable");
      }
      const own = await ofToken(token, hosts);
      // One that left the account between two pages is still a place to go on from.
      if (after !== undefined && !own.some(({ id }) => id === after) && !(await wasTheirs(token, after))) {
        throw notListed();
      }
      const rest = own
        .filter(({ id }) => after === undefined || Number(id) > Number(after))
        .sort((a, b) => Number(a.id) - Number(b.id));
      const { rows, next } = pageOf(rest, { limit }, ({ id }) => id);
      return { hosts: rows, asOf, masterDownSince, next };
    },
  }),
  reads({
    path: "/hosts/{id}",
    name: "getHost",
    needs: "read",
    query: NO_QUERY,
    answer: Host,
    problems: OF_HOST,
    handle: async (asked) => hostAsOpened(await hostOf(asked), asked.token.viewer).host,
  }),
  reads({
    path: "/hosts/{id}/snapshots",
    name: "listSnapshots",
    needs: "read",
    query: pageQuery,
    answer: SnapshotList,
    problems: LISTED,
    handle: async (asked) => {
      const { snapshots, quota, backups } = await snapshotsViewOf(await hostOf(asked));
      if (!snapshots.ok) {
        throw listProblem(snapshots.problem);
      }
      const { rows, next } = pageOf(snapshots.items, asked.query, ({ name }) => name);
      return { snapshots: rows, quota, backups: backups.ok ? backups.items : null, next };
    },
  }),
  reads({
    path: "/hosts/{id}/ports",
    name: "listPorts",
    needs: "read",
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
    path: "/hosts/{id}/domains",
    name: "listDomains",
    needs: "read",
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
    path: "/hosts/{id}/media",
    name: "listMedia",
    needs: "read",
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
    path: "/hosts/{id}/images",
    name: "listImages",
    needs: "read",
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
    path: "/hosts/{id}/monitor",
    name: "getMonitor",
    needs: "read",
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
    path: "/hosts/{id}/operations",
    name: "listHostOperations",
    needs: "read",
    query: operationsQuery,
    answer: OperationList,
    problems: OF_HOST,
    handle: async (asked) => operationsPage(await hostOf(asked), asked),
  }),
  {
    method: "POST",
    path: "/hosts/{id}/operations",
    name: "askHostOperation",
    needs: "read",
    query: NO_QUERY,
    body: CUSTOMER_OFFER.body,
    status: 202,
    answer: Operation,
    problems: [
      ...(["key-missing", "scope-missing", "prove-again", "not-found", "busy", "not-json"] as const),
      ...(["invalid", "not-listed", "key-reused", "not-possible", "refused", "not-answering"] as const),
    ],
    handle: async (asked) => askOperation(CUSTOMER_OFFER, { ...asked, owned: await hostOf(asked) }),
  },
  reads({
    path: "/operations/{id}",
    name: "getOperation",
    needs: "read",
    query: NO_QUERY,
    answer: Operation,
    problems: OF_HOST,
    handle: async (asked) => {
      const { token, params } = asked;
      const row = z.uuid().safeParse(params.id).success ? await readOperation(params.id ?? "") : null;
      if (!row) {
        throw new Problem("not-found");
      }
      const owned = await hostOf({ ...asked, params: { id: row.vmId } });
      // What was asked before the host changed hands is the last owner's, who has it no more.
      if (row.tenancyId !== owned.tenancyId) {
        throw new Problem("not-found");
      }
      return apiOperation(operationViewOf(row, token.viewer), row.vmId);
    },
  }),
];

/** Also on a master that gives no ids. */
const keyOfRow = (row: {
  id: string | null;
  insidePort: number | null;
  domain?: string;
  publicPort?: number | null;
}) => row.id ?? `${row.domain ?? row.publicPort ?? ""}>${row.insidePort ?? ""}`;

/** Those that the token is good for: all, or its own hosts while they are this customer's. */
async function ofToken(token: ProvenToken, hosts: readonly HostView[]): Promise<HostView[]> {
  if (token.tenancyIds === null) {
    return [...hosts];
  }
  const ids = await hostsOfTenancies(token.tenancyIds);
  return hosts.filter(({ id }) => ids.has(id));
}

const wasTheirs = async ({ viewer, tenancyIds }: ProvenToken, vmId: string): Promise<boolean> =>
  (await database().$count(
    tenancies,
    and(
      eq(tenancies.vmId, vmId),
      eq(tenancies.owner, viewer.userId ?? ""),
      tenancyIds ? inArray(tenancies.id, tenancyIds) : undefined,
    ),
  )) > 0;

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
