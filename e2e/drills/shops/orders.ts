import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { embeddedDatabaseUrl, freePort } from "../../support/panel-process";
import type { World } from "../../support/world";
import { Instance } from "../../torture/instance";
import { CutProxy } from "./cut-proxy";
import { outcomeOf, SHOPS, Shop } from "./shop";

const AT_ONCE = 10;
/** Between two kills, and how long an instance stays away. Milliseconds. */
const [KILL_EVERY, AWAY] = [20_000, 1_000];
const LIMIT_MS = 45 * 60_000;
/** Two nodes have one each. */
const MOST_OF_A_POOL = 950;
const FIRST_SERVICE = 100_000;

interface Asked {
  modules: string;
  token: string;
  plans: readonly [string, string];
  image: string;
  orders: number;
}

/**
 * Customers pay, staff click twice, a third is suspended, and meanwhile instances are killed and answers are cut off. Then the
 * cron job runs until nothing is under way. Returns what is otherwise than it should be: one host for each paid service, and
 * suspended where the shop says so.
 */
export async function orderUnderKills(
  world: World,
  { modules, token, plans: [plan], image, orders }: Asked,
): Promise<string[]> {
  await makeRoom(world, orders);
  const { PANEL_DATA_DIR = "", PANEL_URL = "", PORT: _port, ...settings } = world.env;
  const env = { ...settings, PANEL_URL, DATABASE_URL: embeddedDatabaseUrl(PANEL_DATA_DIR) };
  const instances: Instance[] = [];
  for (const n of [1, 2]) {
    const instance = new Instance(env, path.join(world.folder, `shop-instance-${n}.log`), await freePort());
    await instance.start();
    instances.push(instance);
  }
  let turn = 0;
  const proxy = new CutProxy(() => instances[turn++ % instances.length]?.url ?? "");
  const port = await proxy.open();
  const until = Date.now() + LIMIT_MS;
  let isOver = false;
  const killing = (async () => {
    for (let n = 0; !isOver; n += 1) {
      await wait(KILL_EVERY);
      if (!isOver) instances[n % instances.length]?.kill(AWAY);
      proxy.strike(n % 2 === 0 ? "cut before" : "cut after", "POST");
    }
    return instances.reduce((sum, { starts }) => sum + starts - 1, 0);
  })();
  const shops = await Promise.all(
    SHOPS.map((name) =>
      new Shop(name, modules, path.join(world.folder, `orders-${name}.sqlite`)).open(port, token),
    ),
  );
  const services = Array.from({ length: orders }, (_, n) => ({
    id: FIRST_SERVICE + n,
    shop: shops[n % shops.length] as Shop,
  }));
  for (const { id, shop } of services) {
    await shop.addService({ id, client: (id % 50) + 1, status: "Pending", plan, image });
  }
  const began = Date.now();
  await inParallel(services, async ({ id, shop }) => {
    const clicks = id % 5 === 0 ? [1, 2] : [1];
    await Promise.all(clicks.map(() => shop.call("CreateAccount", id)));
  });
  const pending = async () => {
    const open = [];
    for (const one of services) if ((await one.shop.status(one.id)) === "Pending") open.push(one);
    return open;
  };
  let left = await pending();
  while (left.length > 0 && Date.now() < until) {
    await Promise.all(shops.map((shop) => shop.cron()));
    // One that was refused or never asked for: staff press Create.
    left = await pending();
    await inParallel(left, async ({ id, shop }) => void (await shop.call("CreateAccount", id)));
    left = await pending();
  }
  const suspended = services.filter(({ id }) => id % 3 === 0);
  await inParallel(suspended, async ({ id, shop }) => {
    while (Date.now() < until) {
      if (outcomeOf(shop.name, await shop.call("SuspendAccount", id))?.ok) return;
    }
  });
  isOver = true;
  const kills = await killing;
  const hosts = await world.simulator.control.hosts();
  const faults = left.map(({ id }) => `order ${id} is pending`);
  for (const { id, shop } of services) {
    const mine = hosts.filter(({ vmname }) => vmname === `web${id}`);
    if (mine.length !== 1) faults.push(`order ${id} has ${mine.length} hosts`);
    const isSuspended = (await shop.status(id)) === "Suspended";
    if (mine.some(({ status }) => (status === "-1") !== isSuspended))
      faults.push(`service ${id} is suspended in one place alone`);
  }
  const seconds = Math.round((Date.now() - began) / 1_000);
  console.log(
    `${orders} orders in ${seconds} s, ${suspended.length} suspended, ${kills} kills, ${faults.length} wrong`,
  );
  await proxy.close();
  for (const instance of instances) await instance.close();
  return faults;
}

/** For so many hosts in the area: an address that a host gave back is a free one. */
async function makeRoom({ simulator: { control } }: World, count: number): Promise<void> {
  const nodes = (await control.nodes()).filter(({ areaid }) => areaid === "1");
  for (const { id: nodeid } of nodes) {
    await control.setNode(nodeid, { maxcpu: 10_000, allowram: 10_000_000, allowdisk: 1_000_000 });
    const each = Array.from(
      { length: Math.min(count, MOST_OF_A_POOL) },
      (_, at) => `10.${nodeid}.${at >> 8}.${at & 255}`,
    );
    const { id } = await control.addHost({ nodeid, additionalsIp: each.join(",") });
    await control.removeHost(id);
  }
}

async function inParallel<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let one = list[next++]; one !== undefined; one = list[next++]) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
