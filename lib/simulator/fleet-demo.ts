import { daysAgo, type Fleet, makeHost, makeUser, type NatRule } from "./fleet";
import type { SimHost } from "./host";

/** The named fleet: every state a customer can meet, at customer 10001; two neighbours who must stay apart. */
export function demoFleet(seed: number): Fleet {
  const host = (id: number, userid: string, vmname: string, own: Partial<SimHost>) =>
    makeHost(id, seed, { userid, vmname, wasOn: (own.power ?? "running") === "running", ...own });
  const debian = { osid: "11", areaid: "1", nodeid: "1" };
  const mine = [
    host(101, "10001", "web01", { ...debian, ...at("203.0.113.24", "203.0.113.124"), bwusage: 412 }),
    host(102, "10001", "web02", { ...debian, ...at("203.0.113.25", "203.0.113.125"), bwusage: 388 }),
    host(103, "10001", "db01", {
      osid: "15",
      areaid: "2",
      nodeid: "3",
      ...at("203.0.113.61"),
      bwlimit: 500,
      bwusage: 96,
      cpu: 4,
      ram: 16_384,
      disk: 200,
    }),
    host(104, "10001", "mail01", {
      osid: "14",
      areaid: "3",
      nodeid: "4",
      ...at("192.0.2.18", "192.0.2.19,192.0.2.20"),
      bwusage: 142,
    }),
    host(105, "10001", "intranet", {
      osid: "22",
      ...shared("172.16.3.5", 24_389),
      bwlimit: 300,
      bwusage: 58,
    }),
    host(106, "10001", "build03", {
      osid: "13",
      ...shared("172.16.3.6", 24_022),
      bwlimit: 0,
      bwusage: 203,
      power: "off",
    }),
    host(107, "10001", "media01", {
      osid: "16",
      areaid: "3",
      nodeid: "4",
      ...at("192.0.2.74", "192.0.2.75"),
      bwlimit: 2000,
      bwusage: 2048,
      status: "-2",
    }),
    host(108, "10001", "legacycrm", {
      osid: "21",
      areaid: "2",
      nodeid: "3",
      ...at("203.0.113.190"),
      bwlimit: 500,
      bwusage: 11,
      status: "-1",
      power: "off",
    }),
    host(109, "10001", "staging", {
      osid: "12",
      ...at("203.0.113.33"),
      bwlimit: 500,
      bwusage: 7,
      power: "off",
    }),
    host(110, "10001", "archive01", {
      osid: "11",
      ...at("203.0.113.34"),
      status: "1",
      power: "off",
      bwusage: 3,
    }),
    host(111, "10001", "shop02", {
      osid: "14",
      ...at("203.0.113.35"),
      status: "0",
      setup: "failed",
      power: "off",
      bwusage: 0,
    }),
    host(112, "10001", "node04", {
      osid: "14",
      areaid: "3",
      nodeid: "4",
      ...at("192.0.2.76"),
      status: "0",
      setup: "running",
      power: "off",
      bwusage: 0,
      stuck: true,
    }),
    host(113, "10001", "lab01", { osid: "12", ...at("203.0.113.36"), power: "paused", bwusage: 22 }),
    host(114, "10001", "report01", {
      osid: "22",
      areaid: "2",
      nodeid: "3",
      ...at("203.0.113.62"),
      power: "saved",
      bwusage: 15,
    }),
    host(115, "10001", "stream02", {
      osid: "16",
      areaid: "3",
      nodeid: "4",
      ...at("192.0.2.77"),
      bwlimit: 500,
      bwusage: 500,
      status: "-3",
      power: "off",
    }),
  ];
  const others = [
    host(201, "10002", "shop01", { ...debian, ...at("203.0.113.80") }),
    host(202, "10002", "win01", { osid: "22", ...shared("172.16.3.20", 25_001) }),
    host(203, "10002", "backup01", {
      osid: "15",
      areaid: "3",
      nodeid: "4",
      ...at("192.0.2.90"),
      power: "off",
    }),
    host(301, "kunde-ä7", "wiki01", { osid: "12", areaid: "2", nodeid: "3", ...at("203.0.113.200") }),
    host(302, "kunde-ä7", "git01", { osid: "13", areaid: "2", nodeid: "3", ...at("203.0.113.201") }),
  ];
  return { hosts: [...mine, ...others], users: demoUsers(), rules: demoRules(), tasks: demoTasks() };
}

const at = (ip: string, additionalsIp = ""): Partial<SimHost> => ({
  ip,
  additionalsIp,
  ipv6: `2001:db8:${ip.split(".").slice(2).join(":")}::10`,
});

const shared = (ip: string, remotePort: number): Partial<SimHost> => ({
  ip,
  iptype: "2",
  publicip: "198.51.100.7",
  remotePort,
});

const demoUsers = () => [
  makeUser(1, "10001", "Northwind Ltd", { username: "northwind", email: "it@northwind.example" }),
  makeUser(2, "10002", "Contoso GmbH", { username: "contoso", email: "admin@contoso.example" }),
  makeUser(3, "kunde-ä7", "Käthe Jäger", { username: "kaethe", email: "kaethe@jaeger.example" }),
  makeUser(4, "10004", "Fabrikam AG", { username: "fabrikam", email: "hello@fabrikam.example", status: "1" }),
];

const demoRules = (): NatRule[] => [
  { id: "51", vmid: "105", nattype: "1", privateport: 3389, publicport: 24_389, domainname: "" },
  { id: "52", vmid: "105", nattype: "1", privateport: 1433, publicport: 24_143, domainname: "" },
  {
    id: "53",
    vmid: "105",
    nattype: "2",
    privateport: 80,
    publicport: 80,
    domainname: "files.northwind.example",
  },
  { id: "54", vmid: "106", nattype: "1", privateport: 22, publicport: 24_022, domainname: "" },
  { id: "55", vmid: "202", nattype: "1", privateport: 3389, publicport: 25_001, domainname: "" },
];

const task = (id: string, vmid: string, step: string, status: string, taskmsg: string, addtime: number) => ({
  id,
  vmid,
  tasktype: "1",
  taskstep: step,
  status,
  taskmsg,
  addtime,
});

const demoTasks = () => [
  task("901", "111", "1", "1", "the image could not be copied", daysAgo(2)),
  task("902", "112", "1", "1", "", daysAgo(0)),
  task("903", "101", "3", "3", "", daysAgo(90)),
];
