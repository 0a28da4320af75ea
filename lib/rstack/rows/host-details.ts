import type { HostAddresses, HostStateReply } from "../host-replies";
import {
  type ColumnTable,
  readAmount,
  readCode,
  readIps,
  readLabel,
  readMac,
  readMoment,
  readPort,
  readRowId,
} from "./fields";
import type { RawRow } from "./raw-row";

/** The vendor's own names. */
export const STATE_COLUMNS = {
  trafficUsedGb: ["bwusage"],
  trafficLimitGb: ["bwlimit"],
  trafficResetAt: ["bwdate"],
  imageId: ["osid"],
  imageName: ["os"],
  osFamily: ["ostype"],
  name: ["vmname"],
  taskType: ["tasktype"],
  taskStep: ["taskstep"],
  taskStatus: ["taskstatus"],
  taskMessage: ["taskmsg"],
  backupTask: ["backuptask"],
} as const satisfies ColumnTable;

export function hostStateOf(reply: { word: string; details: RawRow | null }): HostStateReply {
  const row = reply.details;
  return {
    word: reply.word,
    details: row && {
      trafficUsedGb: readAmount(row, STATE_COLUMNS.trafficUsedGb),
      trafficLimitGb: readAmount(row, STATE_COLUMNS.trafficLimitGb),
      trafficResetAt: readMoment(row, STATE_COLUMNS.trafficResetAt),
      imageId: readRowId(row, STATE_COLUMNS.imageId),
      imageName: readLabel(row, STATE_COLUMNS.imageName),
      osFamily: readLabel(row, STATE_COLUMNS.osFamily),
      name: readLabel(row, STATE_COLUMNS.name),
      task: {
        type: readCode(row, STATE_COLUMNS.taskType),
        step: readCode(row, STATE_COLUMNS.taskStep),
        status: readCode(row, STATE_COLUMNS.taskStatus),
        message: readLabel(row, STATE_COLUMNS.taskMessage),
      },
      backupTask: readLabel(row, STATE_COLUMNS.backupTask),
    },
  };
}

/** "根据publicip是否为空": that something stands there is what tells, be it a name; a 0 is nothing. */
const isSign = (row: RawRow, names: readonly string[]): boolean =>
  !["", "0"].includes(readLabel(row, names) ?? "");

/** Without `publicip` a private main address tells that a shared one stands before it. */
const PRIVATE_IPV4 = "2";

/** The vendor's own names. */
export const DETAIL_COLUMNS = {
  guid: ["guid"],
  mac: ["mac"],
  ip: ["ip"],
  ipKind: ["iptype"],
  publicIp: ["publicip"],
  remotePort: ["remote_port"],
  osFamily: ["ostype"],
  imageName: ["os"],
  trafficLimitGb: ["bwlimit"],
  trafficUsedGb: ["bwusage"],
  trafficResetAt: ["bwdate"],
  reinstallsUsed: ["rvcount"],
} as const satisfies ColumnTable;

export const addressesOf = (row: RawRow): HostAddresses => ({
  guid: readLabel(row, DETAIL_COLUMNS.guid),
  mac: readMac(row, DETAIL_COLUMNS.mac),
  ip: readIps(row, DETAIL_COLUMNS.ip)[0] ?? null,
  ipKind: readCode(row, DETAIL_COLUMNS.ipKind),
  publicIp: readIps(row, DETAIL_COLUMNS.publicIp)[0] ?? null,
  isShared: Object.hasOwn(row.columns, DETAIL_COLUMNS.publicIp[0])
    ? isSign(row, DETAIL_COLUMNS.publicIp)
    : readCode(row, DETAIL_COLUMNS.ipKind) === PRIVATE_IPV4,
  remotePort: readPort(row, DETAIL_COLUMNS.remotePort),
  osFamily: readLabel(row, DETAIL_COLUMNS.osFamily),
  imageName: readLabel(row, DETAIL_COLUMNS.imageName),
  trafficLimitGb: readAmount(row, DETAIL_COLUMNS.trafficLimitGb),
  trafficUsedGb: readAmount(row, DETAIL_COLUMNS.trafficUsedGb),
  trafficResetAt: readMoment(row, DETAIL_COLUMNS.trafficResetAt),
  reinstallsUsed: readAmount(row, DETAIL_COLUMNS.reinstallsUsed),
});
