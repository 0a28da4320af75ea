import type { UserState } from "../control/types";
import {
  dayOf,
  daysAgo,
  type Fleet,
  makeHost,
  makeUser,
  type NatRule,
  type SimBackup,
  type SimTask,
} from "./fleet";
import type { SimHost, SimPower } from "./host";
import { AREAS, IMAGES, OPEN_NODES } from "./infrastructure";
import { SeededRandom } from "./random";

/** Customers 10001 and 10002 and `kunde-ä7` hold the first hosts; the rest belong to customers of ten hosts each. */
const KNOWN = [
  { userid: "10001", share: 12 },
  { userid: "10002", share: 4 },
  { userid: "kunde-ä7", share: 2 },
];
const HOSTS_OF_A_CUSTOMER = 10;
const OS_IMAGES = IMAGES.filter((entry) => entry.osfile === "os" && entry.nodes === null);

/** `count` hosts with ids from 1001, the same for the same seed; customers from 20000. */
export function generatedFleet(count: number, seed: number): Fleet {
  const random = new SeededRandom(seed);
  const hosts: SimHost[] = [];
  const users = new Map<string, UserState>();
  const rules: NatRule[] = [];
  for (let index = 0; index < count; index++) {
    const userid = ownerAt(index);
    if (!users.has(userid)) users.set(userid, makeUser(users.size + 1, userid, `Customer ${userid}`));
    const host = drawnHost(index, seed, random, userid);
    hosts.push(host);
    if (host.publicip !== "") rules.push(remoteRule(rules.length + 1, host));
  }
  for (const { userid } of KNOWN) {
    if (!users.has(userid)) users.set(userid, makeUser(users.size + 1, userid, `Customer ${userid}`));
  }
  const tasks = hosts.filter((_, index) => index % TASK_EVERY === TASK_EVERY - 1).map(doneTask);
  const backups = hosts.filter((_, index) => index % BACKUP_EVERY === BACKUP_EVERY - 1).map(fullBackup);
  return { hosts, users: [...users.values()], rules, tasks, backups };
}

/** Long done, and none of the first hosts, which tests use. */
const TASK_EVERY = 40;
const BACKUP_EVERY = 20;

const doneTask = (host: SimHost, n: number): SimTask => ({
  id: String(n + 1),
  vmid: host.id,
  tasktype: String(1 + (n % 7)),
  taskstep: "3",
  status: "3",
  taskmsg: "",
  addtime: daysAgo(1 + (n % 90)),
});

const fullBackup = (host: SimHost, n: number): SimBackup => ({
  id: String(n + 1),
  vmid: host.id,
  name: `${host.vmname}_full_${dayOf(daysAgo(1 + (n % 30)))}`,
  backuptype: "2",
  status: "1",
  addtime: daysAgo(1 + (n % 30)),
});

function ownerAt(index: number): string {
  let first = 0;
  for (const { userid, share } of KNOWN) {
    if (index < first + share) return userid;
    first += share;
  }
  return String(20_000 + Math.floor((index - first) / HOSTS_OF_A_CUSTOMER));
}

function drawnHost(index: number, seed: number, random: SeededRandom, userid: string): SimHost {
  const node = random.pick(OPEN_NODES);
  const image = OS_IMAGES[random.between(0, OS_IMAGES.length - 1)] ?? IMAGES[0];
  const power = random.pick<SimPower>(["running", "running", "running", "running", "off"]);
  const isShared = random.next() < 0.15;
  const area = AREAS.find((entry) => entry.id === node.areaid) ?? AREAS[0];
  const id = 1001 + index;
  return makeHost(id, seed, {
    userid,
    vmname: `${random.pick(["web", "db", "mail", "app", "build", "cache"])}${id}`,
    nodeid: node.id,
    areaid: area.id,
    osid: image.id,
    power,
    wasOn: power === "running",
    cpu: random.pick([1, 2, 4, 8]),
    ram: random.pick([1024, 2048, 4096, 8192]),
    disk: random.pick([0, 50, 100, 200]),
    ...(isShared ? { iptype: "2", publicip: node.publicip, remotePort: 10_000 + (index % 50_000) } : {}),
    ...(isShared ? {} : documentationAddress(index)),
    ipv6: `2001:db8:${(index >> 8).toString(16)}:${(index & 255).toString(16)}::10`,
    remark: `Order ${100_000 + index}, delivered by the provider's own billing system`,
  });
}

const remoteRule = (id: number, host: SimHost): NatRule => ({
  id: String(id),
  vmid: host.id,
  nattype: "1",
  privateport: host.osid.startsWith("2") ? 3389 : 22,
  publicport: host.remotePort,
  domainname: "",
});

/** The documentation ranges hold some 700 addresses; the rest of a big fleet stays with the private ones. */
function documentationAddress(index: number): Partial<SimHost> {
  const range = ["203.0.113", "192.0.2", "198.51.100"][Math.floor(index / 230)];
  return range === undefined ? {} : { ip: `${range}.${20 + (index % 230)}` };
}
