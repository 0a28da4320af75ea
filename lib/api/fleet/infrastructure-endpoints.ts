import "server-only";
import { z } from "zod";
import { connectionReport } from "../../fleet/connection-report";
import { roomOn } from "../../fleet/infrastructure/capacity";
import { areasNow, nodesNow } from "../../fleet/infrastructure/nodes";
import { readImages } from "../../fleet/infrastructure/one-node";
import { addressesOf, readPools } from "../../fleet/infrastructure/pools";
import { backupFilterFrom, listBackups, listTasks } from "../../fleet/operations/master-lists";
import { lastSeen } from "../../fleet/operations/shown-rows";
import { systemOf } from "../../hosts/system-name";
import { OTHER_KIND } from "../../operations/operation-view";
import { onceASecond } from "../../process/once-a-second";
import { knownPlans } from "../../provider/plans";
import { parseRowId, parseVmId, type RowId } from "../../rstack/ids";
import type { Outcome } from "../../rstack/outcome";
import type { RowPlace } from "../../rstack/provider-rows";
import { type Endpoint, reads } from "../endpoint";
import { pageOf, pageQuery } from "../lists";
import { Problem } from "../problem";
import {
  AreaList,
  CapacityList,
  Connection,
  FleetBackupList,
  FleetImageList,
  FleetMediumList,
  NodeList,
  PoolAddressList,
  PoolList,
  TASK_STATES,
  TASK_TYPES,
  TaskList,
} from "./infrastructure-schemas";

const NO_QUERY = z.strictObject({});
const LISTED = ["not-readable", "not-answering"] as const;

/** What was listed. Throws the problem of a list that didn't come. */
function listed<T>(read: Outcome<T>): T {
  if (read.ok) {
    return read.value;
  }
  const { fault } = read;
  if (fault.kind === "refused") {
    throw new Problem("not-readable", { detail: fault.text });
  }
  throw fault.kind === "protocol"
    ? new Problem("not-readable")
    : new Problem("not-answering", { retryAfter: 5 });
}

const wrong = (field: string, code: string): Problem =>
  new Problem("bad-request", { errors: [{ field, code }] });

/** An id in an address; null where none was sent. */
function rowIdIn<Field extends string>(query: Partial<Record<Field, string>>, field: Field): RowId | null {
  const text = query[field];
  const id = text === undefined ? null : parseRowId(text);
  if (text !== undefined && id === null) {
    throw wrong(field, "invalid");
  }
  return id;
}

const idText = z.string().max(20).optional();
const ofNode = z.strictObject({ node: idText });

async function connection(): Promise<z.output<typeof Connection>> {
  // Every look is a call to RStack.
  const report = await onceASecond("connection for programs", () =>
    connectionReport().catch((err: unknown) => ({ failed: err })),
  );
  if ("failed" in report) {
    throw report.failed;
  }
  const { test, mirror, lastHour, lastAnswerAt, downSince, clockSkewMs, noHosts } = report;
  return {
    ...{ answering: test.ok, checkedAt: report.at, answerMs: test.ms, downSince, lastAnswerAt, clockSkewMs },
    causes: test.diagnosis ? [test.diagnosis.cause ?? [], test.diagnosis.left].flat() : [],
    lastHour: { calls: lastHour.calls, refused: lastHour.refused, failed: lastHour.failed },
    hosts: { count: mirror.hosts, asOf: mirror.asOf, heldBack: mirror.heldBack?.accepted === false, noHosts },
  };
}

const capacityQuery = pageQuery.extend({
  area: idText,
  node: idText,
  plan: z.uuid().optional().meta({ description: "ID of a plan, for `fits`." }),
});

async function capacity(query: z.output<typeof capacityQuery>): Promise<z.output<typeof CapacityList>> {
  const [area, node] = [rowIdIn(query, "area"), rowIdIn(query, "node")];
  const plan = (await knownPlans()).find(({ id }) => id === query.plan);
  if (query.plan !== undefined && !plan) {
    throw wrong("plan", "not-listed");
  }
  const nodes = listed(await nodesNow({})).filter(
    (one) => (area === null || one.areaId === area) && (node === null || one.id === node),
  );
  const { rows, next } = pageOf(nodes, query, ({ id }) => id);
  return {
    capacity: (await roomOn(rows, plan?.values ?? null)).map((one) => ({
      ...{ node: one.id, area: one.areaId, maintenance: one.isInMaintenance, fits: one.fits },
      ...{ freeCpuCores: one.freeCpuCores ?? one.maxCpuCores, freeMemoryMb: one.freeMemoryMb },
      ...{ freeDiskGb: one.freeDiskGb, freeAddresses: one.free },
    })),
    next,
  };
}

/** Those that are a customer's: whose a host is says the panel's own list where the row doesn't. */
async function ofCustomers<Row extends RowPlace>(rows: readonly Row[]) {
  const seen = await lastSeen(rows.flatMap(({ vmId }) => vmId ?? []));
  return rows.flatMap((row) => {
    const customer = row.owner ?? (row.vmId === null ? null : (seen.get(row.vmId)?.owner ?? null));
    return customer === null || row.vmId === null ? [] : [{ ...row, hostId: row.vmId, customer }];
  });
}

/** For a code of the vendor's. */
const wordOf = <Word extends string>(words: readonly Word[], at: number): Word | typeof OTHER_KIND =>
  words[at] ?? OTHER_KIND;

const hostQuery = pageQuery.extend({ host: idText });

function hostIn(query: { host?: string }) {
  const vmId = query.host === undefined ? null : parseVmId(query.host);
  if (query.host !== undefined && vmId === null) {
    throw wrong("host", "invalid");
  }
  return vmId;
}

/** What RStack runs on: its places, images, addresses, and what it does by itself. */
export const INFRASTRUCTURE_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/fleet/connection",
    name: "getConnection",
    needs: "fleet-read",
    query: NO_QUERY,
    answer: Connection,
    handle: connection,
  }),
  reads({
    path: "/fleet/capacity",
    name: "listCapacity",
    needs: "fleet-read",
    query: capacityQuery,
    answer: CapacityList,
    problems: LISTED,
    handle: ({ query }) => capacity(query),
  }),
  reads({
    path: "/fleet/areas",
    name: "listAreas",
    needs: "fleet-read",
    query: NO_QUERY,
    answer: AreaList,
    problems: LISTED,
    handle: async () => ({
      areas: listed(await areasNow()).map(({ id, name }) => ({ id, name })),
      next: null,
    }),
  }),
  reads({
    path: "/fleet/nodes",
    name: "listNodes",
    needs: "fleet-read",
    query: NO_QUERY,
    answer: NodeList,
    problems: LISTED,
    handle: async () => ({
      nodes: listed(await nodesNow({})).map((node) => ({
        ...{ id: node.id, name: node.name, area: node.areaId, maintenance: node.isInMaintenance },
        ...{ freeCpuCores: node.freeCpuCores, freeMemoryMb: node.freeMemoryMb, freeDiskGb: node.freeDiskGb },
      })),
      next: null,
    }),
  }),
  reads({
    path: "/fleet/images",
    name: "listFleetImages",
    needs: "fleet-read",
    query: ofNode,
    answer: FleetImageList,
    problems: LISTED,
    handle: async ({ query }) => {
      const { systems } = listed(await readImages(rowIdIn(query, "node")));
      return {
        images: systems.map(({ id, name, osFamily }) => ({
          ...{ id, name: name ?? id, family: systemOf(name, osFamily).family },
        })),
        next: null,
      };
    },
  }),
  reads({
    path: "/fleet/media",
    name: "listFleetDiscs",
    needs: "fleet-read",
    query: ofNode,
    answer: FleetMediumList,
    problems: LISTED,
    handle: async ({ query }) => {
      const { discs } = listed(await readImages(rowIdIn(query, "node")));
      return { media: discs.map(({ id, name }) => ({ id, name: name ?? id })), next: null };
    },
  }),
  reads({
    path: "/fleet/pools",
    name: "listPools",
    needs: "fleet-read",
    query: pageQuery.extend({ node: idText }),
    answer: PoolList,
    problems: LISTED,
    handle: async ({ query }) => {
      const node = rowIdIn(query, "node");
      const pools = listed(await readPools({ ip: null, name: null, node, kind: null }));
      const { rows, next } = pageOf(pools, query, ({ id }) => id);
      return {
        pools: rows.map(({ id, name, nodeId, kind, gateway, netmask, firstIp, lastIp, use }) => ({
          ...{ id, name, node: nodeId, kind, gateway, netmask, firstAddress: firstIp, lastAddress: lastIp },
          ...{ total: use?.total ?? null, used: use?.used ?? null },
        })),
        next,
      };
    },
  }),
  reads({
    path: "/fleet/pools/{id}/addresses",
    name: "listPoolAddresses",
    needs: "fleet-read",
    query: pageQuery,
    answer: PoolAddressList,
    problems: ["not-found", ...LISTED],
    handle: async ({ params, query }) => {
      const poolId = parseRowId(params.id);
      const all = poolId && listed(await addressesOf(poolId));
      if (!all) {
        throw new Problem("not-found");
      }
      const { rows, next } = pageOf(all, query, ({ address }) => address);
      const hosts = new Map(
        (await ofCustomers(rows.map((row) => ({ ...row, nodeId: null })))).map((row) => [row.address, row]),
      );
      return {
        addresses: rows.map(({ address, kind, isFree }) => ({
          ...{ address, kind, free: isFree },
          ...{ hostId: hosts.get(address)?.hostId ?? null, customer: hosts.get(address)?.customer ?? null },
        })),
        next,
      };
    },
  }),
  reads({
    path: "/fleet/tasks",
    name: "listTasks",
    needs: "fleet-read",
    query: hostQuery,
    answer: TaskList,
    problems: LISTED,
    handle: async ({ query }) => {
      const tasks = listed(await listTasks({ vmId: hostIn(query) ?? undefined }));
      const { rows, next } = pageOf(
        tasks,
        query,
        ({ id, vmId, startedAt }) => id ?? `${vmId}:${startedAt?.toISOString()}`,
      );
      return {
        tasks: (await ofCustomers(rows)).map(({ id, hostId, customer, nodeId, type, status, startedAt }) => ({
          ...{ id, hostId, customer, node: nodeId, startedAt: startedAt?.toISOString() ?? null },
          type: wordOf(TASK_TYPES, Number(type) - 1),
          state: wordOf(TASK_STATES, Number(status ?? -1)),
        })),
        next,
      };
    },
  }),
  reads({
    path: "/fleet/backups",
    name: "listFleetBackups",
    needs: "fleet-read",
    query: hostQuery,
    answer: FleetBackupList,
    problems: LISTED,
    handle: async ({ query }) => {
      const backups = listed(await listBackups({ ...backupFilterFrom({}), host: hostIn(query) }));
      const { rows, next } = pageOf(backups, query, ({ vmId, name }) => `${vmId}:${name}`);
      return {
        backups: (await ofCustomers(rows)).map(
          ({ name, hostId, customer, kind, state, sizeGb, createdAt }) => ({
            ...{ name, hostId, customer, kind, state, sizeGb, createdAt: createdAt?.toISOString() ?? null },
          }),
        ),
        next,
      };
    },
  }),
];
