import type { UserState } from "../control/types";
import type { SimHost } from "./host";
import { SeededRandom } from "./random";

export interface NatRule {
  id: string;
  vmid: string;
  /** 1 port, 2 web. */
  nattype: "1" | "2";
  privateport: number;
  publicport: number;
  domainname: string;
}

export interface SimTask {
  id: string;
  vmid: string;
  /** 1 create, 2 reinstall, 3 backup, 4 restore, 5 addresses, 6 password, 7 port. */
  tasktype: string;
  /** 1 copying, 2 starting, 3 done. */
  taskstep: string;
  /** 0 waiting, 1 installing, 2 starting and checking the network, 3 done. */
  status: string;
  taskmsg: string;
  /** Unix seconds. */
  addtime: number;
  /** What comes of it in the end, with the wall time of that; never in a row. */
  finish?: (wall: number) => void;
}

export interface SimBackup {
  id: string;
  vmid: string;
  name: string;
  /** 1 snapshot, 2 full backup. */
  backuptype: "1" | "2";
  /** 0 being made, 1 finished. */
  status: "0" | "1";
  /** Unix seconds. */
  addtime: number;
}

export interface Fleet {
  hosts: SimHost[];
  users: UserState[];
  rules: NatRule[];
  tasks: SimTask[];
  backups: SimBackup[];
}

const DAY = 86_400;

/** The first of the next month, so that a fleet made in one month says the same all month long. */
export const nextReset = (): number => {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) / 1000;
};

/** A plain running host; the fleets change what makes theirs special. `vmpass` is a canary: it must never surface. */
export function makeHost(id: number, seed: number, own: Partial<SimHost>): SimHost {
  const isShared = (own.publicip ?? "") !== "";
  const random = new SeededRandom(seed ^ Math.imul(id, 2_246_822_519));
  return {
    id: String(id),
    guid: random.guid(),
    userid: "",
    vmname: `vm${id}`,
    nodeid: "1",
    areaid: "1",
    osid: "11",
    cdid: "-1",
    status: "2",
    power: "running",
    setup: null,
    cpu: 2,
    cpuLimit: 100,
    cpuWeight: 10,
    ramMin: own.ram ?? 4096,
    ram: 4096,
    ramBuffer: 20,
    ramWeight: 50,
    systemdisk: "",
    disk: 0,
    sysIops: 0,
    dataIops: 0,
    port: 100,
    bwlimit: 1000,
    bwusage: random.between(1, 600),
    bwdate: nextReset(),
    ip: `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}`,
    ipv6: "",
    additionalsIp: "",
    additionalsIpv6: "",
    unboundIps: "",
    iptype: "0",
    publicip: "",
    remotePort: 0,
    backupSnapshot: 3,
    backupFull: 1,
    portmap: isShared ? 10 : 0,
    bindingDomain: isShared ? 5 : 0,
    mac: `00:15:5d:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`,
    vmpass: `canary-vmpass-${id}`,
    remark: "",
    rvcount: 0,
    cvdate: "0",
    seed: random.between(1, 2_000_000_000),
    ignoresShutdown: false,
    stuck: false,
    setupFails: false,
    switched: [],
    wasOn: true,
    ...own,
  };
}

export const makeUser = (
  id: number,
  userid: string,
  name: string,
  own: Partial<UserState> = {},
): UserState => ({
  id: String(id),
  userid,
  username: `user${id}`,
  name,
  email: `user${id}@example.com`,
  phone: "",
  utype: "0",
  status: "0",
  remark: "",
  cvdate: "0",
  rvcount: 0,
  vcount: "0",
  mail_verified: "1",
  mobile_verified: "0",
  reg_ip: "192.0.2.200",
  login_ip: "192.0.2.200",
  rows: 1,
  ...own,
});

export const daysAgo = (days: number): number => Math.floor(Date.now() / 1000) - days * DAY;

const ZONE = 8 * 3600;

/** Three in the morning of that day. */
export const nightOf = (seconds: number): number =>
  Math.floor((seconds + ZONE) / DAY) * DAY - ZONE + 3 * 3600;

/** `20190816093000`, in UTC+8 as the vendor's samples are. */
export const stampOf = (seconds: number): string =>
  new Date((seconds + ZONE) * 1000).toISOString().slice(0, 19).replaceAll(/[-:T]/g, "");

/** `20190816` of the same. */
export const dayOf = (seconds: number): string => stampOf(seconds).slice(0, 8);
