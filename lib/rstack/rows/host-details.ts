import type { VmId } from "../ids";
import type { HostAddresses, HostStateReply, Mapping, Named, Task } from "../master-client";
import {
  type ColumnTable,
  isDoubled,
  read,
  readAmount,
  readCode,
  readIp,
  readLabel,
  readMoment,
  readPort,
  readRowId,
} from "./fields";
import type { RawRow } from "./raw-row";

export function hostStateOf(reply: { word: string; details: RawRow | null }): HostStateReply {
  const row = reply.details;
  return {
    word: reply.word,
    details: row && {
      trafficUsedGb: readAmount(row, ["bwusage"]),
      trafficLimitGb: readAmount(row, ["bwlimit"]),
      trafficResetAt: readMoment(row, ["bwdate"]),
      imageId: readRowId(row, ["osid"]),
      imageName: readLabel(row, ["os"]),
      osFamily: readLabel(row, ["ostype"]),
      name: readLabel(row, ["vmname"]),
      task: {
        type: readCode(row, ["tasktype"]),
        step: readCode(row, ["taskstep"]),
        status: readCode(row, ["taskstatus"]),
        message: readLabel(row, ["taskmsg"]),
      },
      backupTask: readLabel(row, ["backuptask"]),
    },
  };
}

export const addressesOf = (row: RawRow): HostAddresses => ({
  guid: readLabel(row, ["guid"]),
  ip: readIp(row, ["ip"]),
  ipKind: readCode(row, ["iptype"]),
  publicIp: readIp(row, ["publicip"]),
  remotePort: readPort(row, ["remote_port"]),
  osFamily: readLabel(row, ["ostype"]),
  imageName: readLabel(row, ["os"]),
  trafficLimitGb: readAmount(row, ["bwlimit"]),
  trafficUsedGb: readAmount(row, ["bwusage"]),
  trafficResetAt: readMoment(row, ["bwdate"]),
  reinstallsUsed: readAmount(row, ["rvcount"]),
});

export const MAPPING_COLUMNS = {
  id: ["id", "portid", "domainid", "natid"],
  host: ["vmid"],
  kind: ["nattype", "nat_type"],
  insidePort: ["privateport", "private_port", "localport", "local_port", "insideport", "lanport"],
  publicPort: ["publicport", "public_port", "wanport", "outport", "externalport", "external_port"],
  publicIp: ["publicip", "public_ip", "wanip", "externalip", "external_ip"],
  domain: ["domainname", "domain_name", "domain"],
} as const satisfies ColumnTable;

/** This host's rows alone. A row that doesn't say whose it is, or says it twice, is nobody's. */
export const mappingsOf = (rows: readonly RawRow[], vmId: VmId): Mapping[] =>
  rowsOfHost(rows, vmId, MAPPING_COLUMNS).map((row) => ({
    id: readRowId(row, MAPPING_COLUMNS.id),
    kind: mappingKind(row),
    insidePort: readPort(row, MAPPING_COLUMNS.insidePort),
    publicPort: readPort(row, MAPPING_COLUMNS.publicPort),
    publicIp: readIp(row, MAPPING_COLUMNS.publicIp),
    domain: readLabel(row, MAPPING_COLUMNS.domain),
  }));

function mappingKind(row: RawRow): Mapping["kind"] {
  const code = readCode(row, MAPPING_COLUMNS.kind);
  if (code !== null) {
    return code === "1" ? "port" : code === "2" ? "domain" : "unknown";
  }
  if (readLabel(row, MAPPING_COLUMNS.domain) !== null) {
    return "domain";
  }
  return readPort(row, MAPPING_COLUMNS.publicPort) === null ? "unknown" : "port";
}

export const TASK_COLUMNS = {
  host: ["vmid"],
  type: ["tasktype", "task_type"],
  step: ["taskstep", "task_step"],
  status: ["status", "taskstatus"],
  message: ["taskmsg", "task_msg", "msg"],
  startedAt: ["starttime", "start_time", "addtime", "createtime", "create_time", "tasktime", "time"],
} as const satisfies ColumnTable;

export const tasksOf = (rows: readonly RawRow[], vmId: VmId): Task[] =>
  rowsOfHost(rows, vmId, TASK_COLUMNS).map((row) => ({
    type: readCode(row, TASK_COLUMNS.type),
    step: readCode(row, TASK_COLUMNS.step),
    status: readCode(row, TASK_COLUMNS.status),
    message: readLabel(row, TASK_COLUMNS.message),
    startedAt: readMoment(row, TASK_COLUMNS.startedAt),
  }));

const rowsOfHost = (rows: readonly RawRow[], vmId: VmId, table: { host: readonly string[] }) =>
  rows.filter((row) => read(row, table.host) === vmId && !isDoubled(row, ["id", ...table.host]));

export const AREA_COLUMNS = {
  id: ["id", "areaid"],
  name: ["name", "areaname"],
} as const satisfies ColumnTable;
export const NODE_COLUMNS = {
  id: ["id", "nodeid"],
  name: ["name", "nodename"],
} as const satisfies ColumnTable;
export const IMAGE_COLUMNS = {
  id: ["id", "osid"],
  name: ["name"],
  fileName: ["osname"],
  osFamily: ["ostype"],
  kind: ["osfile"],
} as const satisfies ColumnTable;

export function namedOf(rows: readonly RawRow[], table: { id: readonly string[]; name: readonly string[] }) {
  const named: Named[] = [];
  for (const row of rows) {
    const id = readRowId(row, table.id);
    if (id !== null && !isDoubled(row, table.id)) {
      named.push({ id, name: readLabel(row, table.name) });
    }
  }
  return named;
}

export const MONITOR_COLUMNS = {
  time: ["time"],
  masterClock: ["times"],
  cpu: ["cpu"],
  memory: ["memory"],
  disk: ["disk"],
  network: ["network"],
} as const satisfies ColumnTable;

/** The newest sample that tells both clocks. */
export function monitorClockOf(rows: readonly RawRow[]): { unixSeconds: number; masterClock: string } | null {
  for (const row of rows.toReversed()) {
    const time = readMoment(row, MONITOR_COLUMNS.time);
    const masterClock = readLabel(row, MONITOR_COLUMNS.masterClock);
    if (time !== null && masterClock !== null) {
      return { unixSeconds: time.getTime() / 1000, masterClock };
    }
  }
  return null;
}
