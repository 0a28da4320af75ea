/**
 * Both shops' modules on php-cli, with stand-ins for how the shops call them, against a real panel and the simulator: each
 * function under each condition, and then orders while instances are killed. Exit code 1 where an answer has not the shape that
 * the shop takes, or RStack did something else than once. Options: `--orders 1000`, `--only WORDS`, `--shop whmcs`.
 */
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { embeddedDatabaseUrl } from "../support/panel-process";
import { providerToken } from "../support/provider-token";
import { startWorld, type World } from "../support/world";
import { Cells } from "./shops/cells";
import { FAULTS } from "./shops/cut-proxy";
import { COMMANDS, CONDITIONS, type Condition, READINGS } from "./shops/functions";
import { orderUnderKills } from "./shops/orders";
import { SHOPS, type ShopName, unpackModules } from "./shops/shop";

const { values: options } = parseArgs({
  options: {
    orders: { type: "string", default: "1000" },
    only: { type: "string", default: "" },
    shop: { type: "string", default: "" },
  },
});
const ORDERS = Number(options.orders);
const AT_ONCE = 4;
/** The hosts that the panel holds from its start: one for each cell of the table. */
const FLEET = 270;
const SCOPES = "fleet-read,fleet-status,fleet-power,fleet-manage,fleet-provision,fleet-destroy,fleet-sign-in";
const PLANS = [
  {
    id: "7f3a09c2-d1e8-4b6a-9c3d-0a1b2c3d4e5f",
    name: "Small",
    values: { cpuCores: 1, memoryMb: 1024, systemDiskGb: 20, portMbit: 100 },
  },
  {
    id: "8a4b1ad3-e2f9-4c7b-8d4e-1b2c3d4e5f60",
    name: "Large",
    values: { cpuCores: 3, memoryMb: 3072, systemDiskGb: 20, portMbit: 100 },
  },
] as const;
/** The simulator's Debian 12. */
const IMAGE = "11";
const READ_CONDITIONS: readonly Condition[] = ["ok", ...FAULTS, "expired token", "double click", "with cron"];

// The usual limits would take the table an hour and the orders half a day.
const LIMITS = { API_REQUESTS: "100000", API_FLEET_OPERATIONS: "100000", API_ORDERS: "10000" };

const world = await startWorld({
  fleet: FLEET,
  env: { TRUSTED_PROXIES: "direct", LIVE_LIST_SECONDS: "5", ...LIMITS },
});
let db: pg.Client | null = null;
try {
  db = new pg.Client({ connectionString: embeddedDatabaseUrl(world.env.PANEL_DATA_DIR ?? "") });
  await db.connect();
  process.exitCode = await drill(world, db);
} finally {
  await db?.end();
  await world.stop();
}

async function drill(world: World, db: pg.Client): Promise<number> {
  await db.query("insert into provider_settings (name, value, changed_by) values ('plans', $1, 'drill')", [
    JSON.stringify(PLANS),
  ]);
  await db.query('notify rstack_panel, \'{"type": "provider"}\'');
  const admin = await world.account({ role: "admin" });
  const token = providerToken(world, admin, "shops", SCOPES);
  const expired = providerToken(world, admin, "expired", SCOPES);
  await db.query("update api_tokens set expires_at = now() - interval '1 minute' where name = 'expired'");
  const hosts = (await world.simulator.control.hosts()).map(({ id }) => id);
  for (const id of hosts)
    await world.simulator.control.setHost(id, { status: "2", power: "running", setup: null });
  await untilListed(world, token, hosts.length);
  const modules = path.join(world.folder, "modules");
  unpackModules(modules);
  const given = { modules, token, plans: [PLANS[0].id, PLANS[1].id] as const, image: IMAGE };
  // As an operation that another instance is at.
  const hold = async (hostId: string) => {
    await db.query(
      `insert into operations (vm_id, tenancy_id, kind, form_key, outcome, actor_role, actor_name, claimed_by, claimed_until)
        select vm_id, id, 'reapply-addresses', gen_random_uuid()::text, 'open', 'admin', 'drill', 'drill', now() + interval '5 minutes'
        from tenancies where vm_id = $1 and until is null`,
      [hostId],
    );
  };
  const giveUp = async (hostId: string) => {
    await db.query("update waiting_operations set limit_at = now() where vm_id = $1", [hostId]);
    for (let tries = 0; tries < 60; tries += 1) {
      const { rowCount } = await db.query("select 1 from waiting_operations where vm_id = $1", [hostId]);
      if (rowCount === 0) return;
      await wait(1_000);
    }
    throw new Error(`something waits for ${hostId} still`);
  };
  const cells = new Cells(world, { ...given, expired, hold, giveUp }, hosts);
  const wanted = SHOPS.filter((shop) => options.shop === "" || options.shop === shop);
  const failed = [];
  for (const shop of wanted) failed.push(...(await table(shop, cells)));
  if (ORDERS > 0) failed.push(...(await orderUnderKills(world, { ...given, orders: ORDERS })));
  for (const line of failed) console.log(`FAILED ${line}`);
  console.log(
    `${failed.length > 0 ? "FAILED" : "ok"}: ${cells.count} calls, ${ORDERS} orders, ${failed.length} failed`,
  );
  return failed.length > 0 ? 1 : 0;
}

async function untilListed(world: World, token: string, count: number): Promise<void> {
  let found = 0;
  for (let tries = 0; tries < 120; tries += 1) {
    found = 0;
    let after = "";
    do {
      const answer = await fetch(`${world.url}/api/v1/fleet/hosts?limit=200${after}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const page = (await answer.json()) as { hosts?: unknown[]; next?: string | null };
      found += page.hosts?.length ?? 0;
      after = page.next ? `&after=${page.next}` : "";
    } while (after !== "");
    if (found >= count) return;
    await wait(1_000);
  }
  throw new Error(`the panel lists ${found} hosts of ${count}`);
}

/** Runs every function of a shop under every condition, prints the table, and returns what failed. */
async function table(shop: ShopName, cells: Cells): Promise<string[]> {
  const isWanted = (name: string) => options.only === "" || name.includes(options.only);
  const jobs = [
    ...COMMANDS[shop].map((one) => ({
      one,
      run: (condition: Condition) =>
        condition === "kept" ? cells.kept(shop, one) : cells.command(shop, one, condition),
      of: CONDITIONS.filter((c) => !one.leaves?.includes(c) && (c !== "kept" || one.keeps)),
    })),
    ...READINGS[shop].map((one) => ({
      one,
      run: (condition: Condition) => cells.reading(shop, one, condition),
      of: one.asksNothing ? (["ok"] as const) : READ_CONDITIONS,
    })),
  ]
    .filter(({ one }) => isWanted(one.name))
    .flatMap(({ one, run, of }) => of.map((condition) => ({ name: one.name, condition, run })));
  const came = new Map<string, string | null>();
  let next = 0;
  const worker = async () => {
    for (let job = jobs[next++]; job; job = jobs[next++]) {
      const { name, condition, run } = job;
      came.set(`${name} ${condition}`, await run(condition).catch((error: unknown) => String(error)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const names = [...new Set(jobs.map(({ name }) => name))];
  const width = Math.max(...names.map((name) => name.length));
  console.log(`\n${shop.padEnd(width)}  ${CONDITIONS.join("  ")}`);
  for (const name of names) {
    const row = CONDITIONS.map((condition) => {
      const fault = came.get(`${name} ${condition}`);
      return (fault === undefined ? "–" : fault === null ? "ok" : "FAIL").padEnd(condition.length);
    });
    console.log(`${name.padEnd(width)}  ${row.join("  ")}`);
  }
  return [...came].flatMap(([cell, fault]) => (fault === null ? [] : [`${shop} ${cell}: ${fault}`]));
}
