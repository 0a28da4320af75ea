import type { HostAddresses, HostStateReply } from "../host-replies";
import { readAmount, readCode, readIps, readLabel, readMoment, readPort, readRowId } from "./fields";
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

/** "根据publicip是否为空": that something stands there is what tells, be it a name; a 0 is nothing. */
const isSign = (row: RawRow, names: readonly string[]): boolean =>
  !["", "0"].includes(readLabel(row, names) ?? "");

export const addressesOf = (row: RawRow): HostAddresses => ({
  guid: readLabel(row, ["guid"]),
  ip: readIps(row, ["ip"])[0] ?? null,
  ipKind: readCode(row, ["iptype"]),
  publicIp: readIps(row, ["publicip"])[0] ?? null,
  isShared: isSign(row, ["publicip"]),
  remotePort: readPort(row, ["remote_port"]),
  osFamily: readLabel(row, ["ostype"]),
  imageName: readLabel(row, ["os"]),
  trafficLimitGb: readAmount(row, ["bwlimit"]),
  trafficUsedGb: readAmount(row, ["bwusage"]),
  trafficResetAt: readMoment(row, ["bwdate"]),
  reinstallsUsed: readAmount(row, ["rvcount"]),
});
