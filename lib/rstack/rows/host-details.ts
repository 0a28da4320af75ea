import {
  column,
  readAmount,
  readCode,
  readFirstIp,
  readLabel,
  readMac,
  readMoment,
  readPort,
  readRowId,
  type ValuesOf,
  valuesOf,
} from "./fields";
import type { RawRow } from "./raw-row";

/** What both `vm_state` and `vm_exinfo` tell, by the vendor's own names. */
const TOLD_BY_BOTH = {
  trafficUsedGb: column(readAmount, "bwusage"),
  trafficLimitGb: column(readAmount, "bwlimit"),
  trafficResetAt: column(readMoment, "bwdate"),
  imageName: column(readLabel, "os"),
  osFamily: column(readLabel, "ostype"),
};

const STATE = {
  ...TOLD_BY_BOTH,
  imageId: column(readRowId, "osid"),
  name: column(readLabel, "vmname"),
  backupTask: column(readLabel, "backuptask"),
};
const STATE_TASK = {
  taskType: column(readCode, "tasktype"),
  taskStep: column(readCode, "taskstep"),
  taskStatus: column(readCode, "taskstatus"),
  taskMessage: column(readLabel, "taskmsg"),
};
export const STATE_COLUMNS = { ...STATE, ...STATE_TASK };

/** What `vm_state` says of one host. */
export interface HostStateReply {
  /** The master's word, trimmed, lower case; not yet one of ours. */
  word: string;
  /** Null where the answer held the word alone or details that can't be read. */
  details:
    | (ValuesOf<typeof STATE> & { task: Record<"type" | "step" | "status" | "message", string | null> })
    | null;
}

export function hostStateOf({
  word,
  details: row,
}: {
  word: string;
  details: RawRow | null;
}): HostStateReply {
  if (row === null) {
    return { word, details: null };
  }
  const { taskType, taskStep, taskStatus, taskMessage } = valuesOf(row, STATE_TASK);
  const task = { type: taskType, step: taskStep, status: taskStatus, message: taskMessage };
  return { word, details: { ...valuesOf(row, STATE), task } };
}

const DETAILS = {
  ...TOLD_BY_BOTH,
  guid: column(readLabel, "guid"),
  mac: column(readMac, "mac"),
  ip: column(readFirstIp, "ip"),
  /** `0` public IPv4, `1` IPv6, `2` private IPv4. */
  ipKind: column(readCode, "iptype"),
  /** 0 is the system's own port. */
  remotePort: column(readPort, "remote_port"),
  reinstallsUsed: column(readAmount, "rvcount"),
};
export const DETAIL_COLUMNS = { ...DETAILS, publicIp: column(readLabel, "publicip") };

/** What `vm_exinfo` says of one host; null where it doesn't say. */
export type HostAddresses = ValuesOf<typeof DETAILS> & {
  /** The shared address; null also where something else than an address stands there. */
  publicIp: string | null;
  /** It stands behind a shared address. */
  isShared: boolean;
};

/** Without `publicip` a private main address tells that a shared one stands before it. */
const PRIVATE_IPV4 = "2";

/** "根据publicip是否为空": that something stands there is what tells, be it a name; a 0 is nothing. */
export function addressesOf(row: RawRow): HostAddresses {
  const details = valuesOf(row, DETAILS);
  const { names, of } = DETAIL_COLUMNS.publicIp;
  const isShared = Object.hasOwn(row.columns, names[0])
    ? !["", "0"].includes(of(row) ?? "")
    : details.ipKind === PRIVATE_IPV4;
  return { ...details, publicIp: readFirstIp(row, names), isShared };
}
