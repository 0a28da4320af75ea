import {
  dayOf,
  daysAgo,
  type Fleet,
  makeHost,
  makeUser,
  type NatRule,
  nightOf,
  type SimBackup,
  type SimTask,
  stampOf,
} from "./fleet";
import type { SimHost } from "./host";

/** What belongs to the hosts of the demo fleet: port mappings, domains, snapshots, full backups, tasks. */
const demoRules = (): NatRule[] => [
  port("51", "105", 3389, 24_389),
  port("52", "105", 1433, 24_143),
  domain("53", "105", "files.northwind.example"),
  port("54", "106", 22, 24_022),
  port("55", "202", 3389, 25_001),
  domain("56", "202", "crm.contoso.example"),
];

const port = (id: string, vmid: string, privateport: number, publicport: number): NatRule => ({
  id,
  vmid,
  nattype: "1",
  privateport,
  publicport,
  domainname: "",
});

const domain = (id: string, vmid: string, domainname: string): NatRule => ({
  id,
  vmid,
  nattype: "2",
  privateport: 80,
  publicport: 80,
  domainname,
});

const SNAPSHOT = "1";
const FULL = "2";

const demoBackups = (): SimBackup[] => [
  backup("701", "101", SNAPSHOT, "web01", 21),
  backup("702", "101", SNAPSHOT, "web01", 2),
  backup("703", "102", SNAPSHOT, "web02", 40),
  backup("704", "102", SNAPSHOT, "web02", 12),
  backup("705", "102", SNAPSHOT, "web02", 1),
  backup("706", "103", SNAPSHOT, "db01", 6),
  backup("707", "105", SNAPSHOT, "intranet", 9),
  backup("708", "201", SNAPSHOT, "shop01", 4),
  backup("721", "101", FULL, "web01", 7),
  backup("722", "103", FULL, "db01", 14),
  backup("723", "103", FULL, "db01", 3),
  backup("724", "201", FULL, "shop01", 5),
];

function backup(
  id: string,
  vmid: string,
  backuptype: SimBackup["backuptype"],
  vmname: string,
  days: number,
): SimBackup {
  // The same all day long, so that a reset makes no other names.
  const addtime = nightOf(daysAgo(days));
  const name = `${vmname}_${backuptype === FULL ? "full_" : ""}${stampOf(addtime)}`;
  return { id, vmid, name, backuptype, status: "1", addtime };
}

const task = (
  id: string,
  vmid: string,
  step: string,
  status: string,
  taskmsg: string,
  addtime: number,
  tasktype = "1",
): SimTask => ({
  id,
  vmid,
  tasktype,
  taskstep: step,
  status,
  taskmsg,
  addtime,
});

/** Finished: one of each other type, at the neighbours. */
const done = (id: string, vmid: string, tasktype: string, days: number): SimTask =>
  task(id, vmid, "3", "3", "", daysAgo(days), tasktype);

const demoTasks = (): SimTask[] => [
  done("891", "201", "2", 60),
  done("892", "201", "3", 4),
  done("893", "202", "4", 30),
  done("894", "202", "5", 12),
  done("895", "301", "6", 9),
  done("896", "302", "7", 3),
  task("901", "111", "1", "1", "the image could not be copied", daysAgo(2)),
  task("902", "112", "1", "1", "", daysAgo(0)),
  task("903", "101", "3", "3", "", daysAgo(90)),
];

/** The named fleet: every state a customer can meet, at customer 10001; two neighbours who must stay apart. */
export function demoFleet(seed: number): Fleet {
  const make = ([id, userid, vmname, osid, own]: DemoHost) =>
    makeHost(id, seed, { userid, vmname, osid, wasOn: (own.power ?? "running") === "running", ...own });
  return {
    hosts: [...NORTHWIND, ...NORTHWIND_BLOCKED, ...NEIGHBOURS].map(make),
    users: demoUsers(),
    rules: demoRules(),
    tasks: demoTasks(),
    backups: demoBackups(),
  };
}

/** Id, customer, name, image, and what is special. */
type DemoHost = [id: number, userid: string, vmname: string, osid: string, own: Partial<SimHost>];

const FRANKFURT_1 = { areaid: "1", nodeid: "1" };
const FRANKFURT_2 = { areaid: "2", nodeid: "3" };
const AMSTERDAM = { areaid: "3", nodeid: "4" };
/** Under maintenance. */
const AMSTERDAM_2 = { areaid: "3", nodeid: "5" };
const OFF = { power: "off" } as const;

const at = (place: Partial<SimHost>, ip: string, additionalsIp = ""): Partial<SimHost> => ({
  ...place,
  ip,
  additionalsIp,
  ipv6: `2001:db8:${ip.split(".").slice(2).join(":")}::10`,
});

const shared = (ip: string, remotePort: number): Partial<SimHost> => ({
  ...FRANKFURT_1,
  ip,
  iptype: "2",
  publicip: "198.51.100.7",
  remotePort,
});

const traffic = (bwusage: number, bwlimit = 1000) => ({ bwusage, bwlimit });
const reinstalled = (rvcount: number, days: number) => ({ rvcount, cvdate: dayOf(daysAgo(days)) });
const BIG = { cpu: 4, ram: 16_384, disk: 200 };

const NORTHWIND: DemoHost[] = [
  [
    101,
    "10001",
    "web01",
    "11",
    { ...at(FRANKFURT_1, "203.0.113.24", "203.0.113.124"), ...traffic(412), ...reinstalled(2, 90) },
  ],
  [102, "10001", "web02", "11", { ...at(FRANKFURT_1, "203.0.113.25", "203.0.113.125"), ...traffic(388) }],
  [
    103,
    "10001",
    "db01",
    "15",
    {
      ...at(FRANKFURT_2, "203.0.113.61"),
      ...traffic(96, 500),
      ...BIG,
      systemdisk: "60,40",
      cdid: "33",
      backupSnapshot: 5,
      backupFull: 2,
    },
  ],
  [
    104,
    "10001",
    "mail01",
    "14",
    {
      ...at(AMSTERDAM, "192.0.2.18", "192.0.2.19,192.0.2.20"),
      ...traffic(142),
      backupSnapshot: 0,
      backupFull: 0,
    },
  ],
  [
    105,
    "10001",
    "intranet",
    "22",
    { ...shared("172.16.3.5", 24_389), ...traffic(58, 300), backupSnapshot: -1 },
  ],
  [
    106,
    "10001",
    "build03",
    "13",
    { ...shared("172.16.3.6", 24_022), ...traffic(203, 0), ...OFF, portmap: 1, bindingDomain: 0 },
  ],
  [109, "10001", "staging", "12", { ...at(FRANKFURT_1, "203.0.113.33"), ...traffic(7, 500), ...OFF }],
  [113, "10001", "lab01", "12", { ...at(FRANKFURT_1, "203.0.113.36"), ...traffic(22), power: "paused" }],
  [114, "10001", "report01", "22", { ...at(FRANKFURT_2, "203.0.113.62"), ...traffic(15), power: "saved" }],
];

/** `node04` stays in its set-up for good, so that the state can be looked at. */
const NORTHWIND_BLOCKED: DemoHost[] = [
  [
    107,
    "10001",
    "media01",
    "16",
    { ...at(AMSTERDAM, "192.0.2.74"), ...traffic(2048, 2000), status: "-2", cdid: "31" },
  ],
  [108, "10001", "legacycrm", "21", { ...at(FRANKFURT_2, "203.0.113.190"), ...OFF, status: "-1" }],
  [110, "10001", "archive01", "11", { ...at(FRANKFURT_1, "203.0.113.34"), ...OFF, status: "1" }],
  [
    111,
    "10001",
    "shop02",
    "14",
    { ...at(FRANKFURT_1, "203.0.113.35"), ...OFF, status: "0", setup: "failed" },
  ],
  [112, "10001", "node04", "14", { ...at(AMSTERDAM, "192.0.2.76"), ...OFF, ...setUpForGood(), status: "0" }],
  [
    115,
    "10001",
    "stream02",
    "16",
    { ...at(AMSTERDAM, "192.0.2.77"), ...traffic(500, 500), ...OFF, status: "-3" },
  ],
];

const NEIGHBOURS: DemoHost[] = [
  [201, "10002", "shop01", "11", at(FRANKFURT_1, "203.0.113.80")],
  [202, "10002", "win01", "22", shared("172.16.3.20", 25_001)],
  [203, "10002", "backup01", "15", { ...at(AMSTERDAM_2, "192.0.2.90"), ...OFF }],
  [301, "kunde-ä7", "wiki01", "12", at(FRANKFURT_2, "203.0.113.200")],
  [302, "kunde-ä7", "git01", "13", at(FRANKFURT_2, "203.0.113.201")],
];

function setUpForGood(): Partial<SimHost> {
  return { setup: "running", stuck: true };
}

const demoUsers = () => [
  makeUser(1, "10001", "Northwind Ltd", {
    username: "northwind",
    email: "it@northwind.example",
    rvcount: 2,
    vcount: "15",
  }),
  makeUser(2, "10002", "Contoso GmbH", {
    username: "contoso",
    email: "admin@contoso.example",
    cvdate: dayOf(daysAgo(-30)),
    utype: "2",
    remark: "Reseller; invoices monthly",
    login_ip: "192.0.2.201",
  }),
  makeUser(3, "kunde-ä7", "Käthe Jäger", {
    username: "kaethe",
    email: "kaethe@jaeger.example",
    reg_ip: "192.0.2.202",
  }),
  makeUser(4, "10004", "Fabrikam AG", {
    username: "fabrikam",
    email: "hello@fabrikam.example",
    status: "1",
    remark: "Invoices open since spring",
  }),
];
