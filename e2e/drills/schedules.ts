/**
 * A thousand hosts that are to be started by schedule at the same minute, with two instances of which one is killed then:
 * each run is carried out once or said to be missed, and nothing is sent twice. Options: `--hosts 1000`. Exit code 1 where
 * that isn't so.
 */
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { type BenchRow, milliseconds, printTable } from "../bench/table";
import { embeddedDatabaseUrl, startPanel } from "../support/panel-process";
import { signInByForm } from "../support/wire";
import { PASSWORD, startWorld, USUAL_WAITS, type World } from "../support/world";

const { values } = parseArgs({ options: { hosts: { type: "string", default: "1000" } } });
const HOSTS = Number(values.hosts);
const OWNER = "10001";
/** Calls a second: at the usual 20 the same takes three times as long. */
const RATE = "60";
const LIMIT_MS = 900_000;
/** Before the minute: for all rows to be there. */
const AHEAD_MS = 5_000;
/** The second instance is killed once so many were sent. */
const KILL_AFTER = Math.min(60, Math.ceil(HOSTS / 10));

async function makeFleet(world: World): Promise<void> {
  const ids = (await world.simulator.control.hosts()).map(({ id }) => id).slice(0, HOSTS);
  for (const id of ids) {
    await world.simulator.control.setHost(id, { userid: OWNER, power: "off", status: "2" });
  }
}

/** A form for each would take an account minutes: the rows that its action writes, for all hosts at the same minute. */
async function makeSchedules(db: pg.Client, username: string): Promise<Date> {
  const now = Date.now() + AHEAD_MS;
  const due = new Date(now - (now % 60_000) + 60_000);
  const { rowCount } = await db.query(
    `insert into schedules (tenancy_id, vm_id, form_key, kind, days, minute_of_day, time_zone, account_id, language, next_at)
     select t.id, t.vm_id, 'drill ' || t.id, 'start', '{1,2,3,4,5,6,7}', $1, 'UTC', a.id, 'en', $2
     from tenancies t, accounts a where t.owner = $3 and t.until is null and a.username = $4`,
    [due.getUTCHours() * 60 + due.getUTCMinutes(), due, OWNER, username],
  );
  if (rowCount !== HOSTS) throw new Error(`${rowCount} schedules for ${HOSTS} hosts`);
  return due;
}

interface RunRow {
  vm_id: string;
  outcome: string | null;
  ended_at: Date | null;
}

async function main() {
  const env = {
    ...USUAL_WAITS,
    RSTACK_RATE: RATE,
    OPERATION_LIMIT_SECONDS: "600",
    LIVE_MOTION_SECONDS: "1.5",
  };
  const world = await startWorld({ fleet: HOSTS + 20, env });
  let second: Awaited<ReturnType<typeof startPanel>> | null = null;
  let db: pg.Client | null = null;
  try {
    await makeFleet(world);
    const { PANEL_DATA_DIR = "", PANEL_URL: _own, ...settings } = world.env;
    const url = embeddedDatabaseUrl(PANEL_DATA_DIR);
    second = await startPanel({ ...settings, DATABASE_URL: url }, path.join(world.folder, "second.log"));
    const username = await world.account({ userId: OWNER });
    const cookie = await signInByForm(world.url, username, PASSWORD);
    const deadline = Date.now() + LIMIT_MS;
    const listed = async () =>
      (
        (await (await fetch(`${world.url}/api/hosts`, { headers: { cookie } })).json()) as {
          hosts: unknown[];
        }
      ).hosts.length;
    while ((await listed()) < HOSTS && Date.now() < deadline) await wait(1_000);
    db = new pg.Client({ connectionString: url });
    await db.connect();
    const due = await makeSchedules(db, username);
    await wait(Math.max(0, due.getTime() - Date.now()));
    const sent = async () => (await world.simulator.control.journal({ action: "vm_start" })).calls;
    while ((await sent()).length < KILL_AFTER && Date.now() < deadline) await wait(100);
    const before = (await sent()).length;
    await second.stop("SIGKILL");
    const runs = async () =>
      (
        await db?.query<RunRow>(
          "select s.vm_id, r.outcome, r.ended_at from schedule_runs r join schedules s on s.id = r.schedule_id",
        )
      )?.rows ?? [];
    let all = await runs();
    while ((all.length < HOSTS || all.some((run) => run.ended_at === null)) && Date.now() < deadline) {
      await wait(2_000);
      all = await runs();
    }
    const ms = Date.now() - due.getTime();
    report(all, await world.simulator.control.journal({ action: "vm_start" }), before, ms);
  } finally {
    await db?.end();
    await second?.stop("SIGKILL");
    await world.stop();
  }
}

type Journal = Awaited<ReturnType<World["simulator"]["control"]["journal"]>>;

function report(runs: RunRow[], { calls, effects }: Journal, before: number, ms: number): void {
  const count = (outcome: string | null) => runs.filter((run) => run.outcome === outcome).length;
  const started = new Set(effects.map(({ vmid }) => vmid));
  const wrong = runs.filter(({ vm_id, outcome }) => (outcome === "done") !== started.has(vm_id)).length;
  const rows: BenchRow[] = [];
  const row = (what: string, value: number, goal: number | null, show: BenchRow["show"] = String) =>
    rows.push({ page: "schedules", what, value, goal, show });
  row("sent when an instance was killed", before, null);
  row("runs missing", HOSTS - new Set(runs.map(({ vm_id }) => vm_id)).size, 0);
  row("runs too many", runs.length - new Set(runs.map(({ vm_id }) => vm_id)).size, 0);
  row("neither done nor missed", runs.length - count("done") - count("missed"), 0);
  row("commands too many", calls.length - new Set(calls.map(({ vmid }) => vmid)).size, 0);
  row("said otherwise than it was", wrong, 0);
  row("said to be missed", count("missed"), null);
  row("until all were over", ms, null, milliseconds);
  printTable(rows);
  const isMissed = rows.some(({ value, goal }) => goal !== null && !(value <= goal));
  process.exitCode = isMissed ? 1 : 0;
  console.log(
    `${isMissed ? "FAILED" : "ok"}: ${count("done")} of ${HOSTS} runs done, ${count("missed")} said to be missed, in ${Math.round(ms / 1_000)} s`,
  );
}

await main();
