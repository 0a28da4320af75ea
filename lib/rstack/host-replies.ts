import type { RowId } from "./ids";

/** What `vm_state` and `vm_exinfo` say of one host. */
export interface HostStateReply {
  /** The master's word, trimmed, lower case; not yet one of ours. */
  word: string;
  /** Null where the answer held the word alone or details that can't be read. */
  details: {
    trafficUsedGb: number | null;
    trafficLimitGb: number | null;
    trafficResetAt: Date | null;
    imageId: RowId | null;
    imageName: string | null;
    osFamily: string | null;
    name: string | null;
    task: { type: string | null; step: string | null; status: string | null; message: string | null };
    backupTask: string | null;
  } | null;
}

export interface HostAddresses {
  guid: string | null;
  mac: string | null;
  ip: string | null;
  /** `0` public IPv4, `1` IPv6, `2` private IPv4. */
  ipKind: string | null;
  /** The shared address; null also where `publicip` holds something else. */
  publicIp: string | null;
  /** It stands behind a shared address: `publicip` isn't empty. */
  isShared: boolean;
  /** 0 is the system's own port; null where the answer does not say. */
  remotePort: number | null;
  osFamily: string | null;
  imageName: string | null;
  trafficLimitGb: number | null;
  trafficUsedGb: number | null;
  trafficResetAt: Date | null;
  reinstallsUsed: number | null;
}
