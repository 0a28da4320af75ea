export type SimPower = "running" | "off" | "paused" | "saved";
export type Setup = "running" | "failed" | null;

/** Everything the simulator knows of one host. Texts as they go over the wire; numbers are turned to text there. */
export interface SimHost {
  id: string;
  guid: string;
  userid: string;
  vmname: string;
  nodeid: string;
  areaid: string;
  osid: string;
  cdid: string;
  /** The vendor's codes: 0, 1, 2, -1, -2, -3. */
  status: string;
  power: SimPower;
  setup: Setup;
  cpu: number;
  cpuLimit: number;
  cpuWeight: number;
  /** Equal to `ram`: static memory. */
  ramMin: number;
  ram: number;
  ramBuffer: number;
  ramWeight: number;
  /** `win,linux` in GB; empty: as the image has it. Counts from the next set-up on. */
  systemdisk: string;
  disk: number;
  sysIops: number;
  dataIops: number;
  port: number;
  bwlimit: number;
  bwusage: number;
  /** Unix seconds. */
  bwdate: number;
  ip: string;
  ipv6: string;
  additionalsIp: string;
  additionalsIpv6: string;
  /** Those that the master gave it and that are not bound inside yet. */
  unboundIps: string;
  /** 0 public IPv4, 2 private IPv4. */
  iptype: string;
  publicip: string;
  remotePort: number;
  /** Quotas as the vendor writes them: 0 none; for backups -1 the group's. */
  backupSnapshot: number;
  backupFull: number;
  portmap: number;
  bindingDomain: number;
  mac: string;
  vmpass: string;
  remark: string;
  rvcount: number;
  cvdate: string;
  /** Seeds the drawn samples of `vm_monitor`. */
  seed: number;
  /** The system inside does not react to a graceful stop or restart. */
  ignoresShutdown: boolean;
  /** Tasks of this host never get on. */
  stuck: boolean;
  /** Its next set-up (new or again) ends as `setupfailed` after the copying. */
  setupFails: boolean;
  /** Wall times at which the host was switched; before the first of them it was as `wasOn` says. */
  switched: { at: number; on: boolean }[];
  wasOn: boolean;
}

/** The first word of `vm_state`. The vendor gives the words and no order; what blocks a host comes first here. */
export function stateWord(host: SimHost): string {
  if (host.status === "1") return "locked";
  if (host.status === "-1") return "overdue";
  if (host.status === "-3") return "overbw";
  if (host.setup === "failed") return "setupfailed";
  if (host.setup === "running" || host.status === "0") return "setup";
  return host.power;
}
