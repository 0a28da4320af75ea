/**
 * A week of a few hosts in minutes: what happens is real, and then it is made to lie hours back. Two instances, of which one is
 * killed on the fourth day. Each alarm is told once, as going off and as over; each day's traffic is what the samples add up to; and
 * each minute that a host was off is whose it was by the simulator's journal. Exit code 1 where that isn't so. Five minutes.
 */
import { randomUUID } from "node:crypto";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { DowntimeCause, DowntimeView } from "../../lib/monitor/downtime/downtime-view";
import { passTime } from "../../lib/monitor/testing/pass-time";
import { signedText } from "../../lib/simulator/signed-call";
import { type BenchRow, printTable } from "../bench/table";
import { embeddedDatabaseUrl, startPanel } from "../support/panel-process";
import { tokenOf } from "../support/programs";
import { CANARIES, startWorld, USUAL_WAITS, type World } from "../support/world";

const OWNER = "10001";
const DAYS = 7;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const STEP_MS = 90_000;
/** For the past days to be read and summed. */
const READ_MS = 240_000;
/** From the last sample before to the first after: more is blamed on somebody. */
const SLACK_MINUTES = 1.5;

type Drill = { world: World; db: pg.Client; token: string; ids: string[] };

/** Waits until it gives something; null once the time is over. */
async function until<T>(ms: number, look: () => Promise<T | null | false>): Promise<T> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await wait(500)) {
    const found = await look();
    if (found !== null && found !== false) return found;
  }
  throw new Error(`waited ${ms} ms for: ${look.toString()}`);
}

async function ask<T>({ world, token }: Drill, at: string, body?: object): Promise<T> {
  const answer = await fetch(`${world.url}/api/v1${at}`, {
    headers: {
      ...{ authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { "idempotency-key": randomUUID() }),
    },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${at} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function press(drill: Drill, id: string, kind: "stop" | "start"): Promise<void> {
  const { id: operation } = await ask<{ id: string }>(drill, `/hosts/${id}/operations`, { kind });
  await until(STEP_MS, async () => {
    const { outcome } = await ask<{ outcome: string }>(drill, `/operations/${operation}`);
    return outcome === "done";
  });
}

/** The panel looks at the states of its own accord: the last that it kept. */
const isKept = (drill: Drill, id: string, word: string) =>
  until(STEP_MS, async () => {
    const { rows } = await drill.db.query<{ state_word: string | null }>(
      "select state_word from hosts where vm_id = $1",
      [id],
    );
    return rows[0]?.state_word === word;
  });

const pass = ({ world, db }: Drill, hours: number) =>
  passTime(hours * HOUR, world.simulator.control, (statement) => db.query(statement));

/** Behind the panel's back, as RStack's own console or the system inside does it. */
async function behind(drill: Drill, id: string, patch: { power: "off" | "running"; status?: string }) {
  await drill.world.simulator.control.setHost(id, patch);
  const words: Record<string, string> = { "-1": "overdue", "-3": "overbw" };
  await isKept(drill, id, words[patch.status ?? ""] ?? patch.power);
}

/** What turns a host off, and on again hours later. */
const CAUSES: [DowntimeCause, (drill: Drill, id: string) => Promise<void>][] = [
  ["customer", (drill, id) => press(drill, id, "stop")],
  ["suspension", (drill, id) => behind(drill, id, { power: "off", status: "-1" })],
  ["unknown", (drill, id) => behind(drill, id, { power: "off" })],
  [
    "schedule",
    async (drill, id) => {
      await drill.db.query(
        `insert into schedules (tenancy_id, vm_id, form_key, kind, days, minute_of_day, time_zone, account_id, language, next_at)
         select t.id, t.vm_id, 'drill ' || t.id, 'stop', '{1,2,3,4,5,6,7}', 0, 'UTC', a.id, 'en', now()
         from tenancies t, accounts a where t.vm_id = $1 and t.until is null and a.user_id = $2`,
        [id, OWNER],
      );
      await isKept(drill, id, "off");
      await drill.db.query("update schedules set paused_at = now()");
    },
  ],
  ["traffic", (drill, id) => behind(drill, id, { power: "off", status: "-3" })],
  [
    "maintenance",
    async (drill, id) => {
      await drill.db.query(
        `insert into announcements (text_en, text_zh, tone, scope, "from", until, created_by)
         select 'New disks', '换盘', 'maintenance', 'node:' || node_id, now(), now() + interval '6 hours', 'drill'
         from hosts where vm_id = $1`,
        [id],
      );
      await behind(drill, id, { power: "off" });
    },
  ],
  ["customer", (drill, id) => press(drill, id, "stop")],
];

/** A spike that begins and ends within the last hour: told as going off, and as over. */
async function alarm(drill: Drill, id: string): Promise<void> {
  const at = Date.now();
  const mark = { from: at - 40 * MINUTE, to: at - 30 * MINUTE, cpu: 99.9 };
  await drill.world.simulator.control.markMonitor(id, mark);
  await drill.db.query(
    `insert into alarms (tenancy_id, kind, value, minutes, time_zone, counts_from)
     select id, 'cpu-above', 99, 3, 'UTC', now() - interval '50 minutes' from tenancies where vm_id = $1 and until is null`,
    [id],
  );
  await until(STEP_MS, async () => (await toldOf(drill, id)).length >= 2);
}

const toldOf = async ({ db }: Drill, id: string) =>
  (
    await db.query<{ event: string }>(
      "select data->>'event' as event from notifications where kind = 'alarm' and vm_id = $1",
      [id],
    )
  ).rows.map(({ event }) => event);

/** When hosts were off by the journal, in Unix seconds. */
async function offByJournal({ world }: Drill, id: string): Promise<[from: number, to: number][]> {
  const { changes } = await world.simulator.control.journal({ vmid: id });
  const off: [number, number][] = [];
  for (const { from, to, at } of changes) {
    const last = off.at(-1);
    if (from === "running") off.push([at / 1000, Date.now() / 1000]);
    else if (to === "running" && last) last[1] = at / 1000;
  }
  return off;
}

/** Minutes off, of those rightly told, and of those that somebody else is blamed for. */
async function causesOf(drill: Drill, truth: Map<string, DowntimeCause>) {
  const sums = { off: 0, right: 0, wrong: 0 };
  for (const [id, cause] of truth) {
    const { longest } = await ask<DowntimeView>(drill, `/hosts/${id}/downtime`);
    for (const [from, to] of await offByJournal(drill, id)) {
      sums.off += (to - from) / 60;
      for (const told of longest) {
        const end = told.to === null ? to : Date.parse(told.to) / 1000;
        const shared = (Math.min(to, end) - Math.max(from, Date.parse(told.from) / 1000)) / 60;
        if (shared > 0 && told.cause === cause) sums.right += shared;
        else if (shared > SLACK_MINUTES) {
          sums.wrong += shared;
          console.log(`host ${id}: ${Math.round(shared)} minutes told as ${told.cause}, not ${cause}`);
        }
      }
    }
  }
  return sums;
}

/** Days of traffic that aren't what the master's own samples add up to, and how many were held against them. */
async function trafficOff({ world, db, ids }: Drill): Promise<{ days: number; off: number }> {
  const { rows } = await db.query<{ vm_id: string; day: string; in_sum: number; minutes: number }>(
    `select t.vm_id, d.day, d.in_sum, d.minutes from traffic_days d join tenancies t on t.id = d.tenancy_id
     where t.vm_id = any($1) and d.complete`,
    [ids],
  );
  let off = 0;
  for (const { vm_id, day, in_sum, minutes } of rows) {
    const text = await signedText(
      world.simulator.url,
      "vm_monitor",
      { vmid: vm_id, yyyymmdd: day },
      { secret: CANARIES.rstackSecret },
    );
    const samples = JSON.parse(text) as { network: string }[];
    const sum = samples.reduce((all, { network }) => all + Number(network.split(",")[1]), 0);
    off += samples.length === minutes && Math.abs(sum - in_sum) < 1e-6 * Math.max(1, sum) ? 0 : 1;
  }
  return { days: rows.length, off };
}

/** Has the charts of the week asked for until all of it is there, then summed. */
async function readWeek(drill: Drill): Promise<void> {
  await drill.db.query("update master_profile set stopped_samples = null");
  const to = Math.floor(Date.now() / 1000);
  for (const id of drill.ids) {
    await until(READ_MS, async () => {
      const at = `/hosts/${id}/monitor?from=${to - DAYS * 86_400}&to=${to}&points=10`;
      return (await ask<{ pending: number }>(drill, at)).pending === 0;
    });
  }
  await until(READ_MS, async () => {
    const { rows } = await drill.db.query<{ left: number; learnt: boolean }>(
      `select (select count(*)::int from monitor_days where summed_at is null and fetched_at > 'epoch') as left,
         (select stopped_samples is not null from master_profile) as learnt`,
    );
    return rows[0]?.left === 0 && rows[0].learnt;
  });
}

async function main() {
  const began = Date.now();
  const env = {
    ...{ ...USUAL_WAITS, RSTACK_RATE: "100", MONITOR_SHARE_PERCENT: "50" },
    ...{
      NOTIFICATION_LOOK_SECONDS: "1",
      NOTIFICATION_WATCH_SECONDS: "3",
      LIVE_MOTION_SECONDS: "1",
      LIVE_OPEN_HOST_SECONDS: "1",
    },
    ...{ MIRROR_OWNER_SECONDS: "5", MIRROR_CONFIRM_SECONDS: "2", MIRROR_ANSWERS_SECONDS: "0" },
  };
  const world = await startWorld({ fleet: 40, env });
  const { PANEL_DATA_DIR = "", PANEL_URL: _own, ...settings } = world.env;
  const url = embeddedDatabaseUrl(PANEL_DATA_DIR);
  const db = new pg.Client({ connectionString: url });
  let second: Awaited<ReturnType<typeof startPanel>> | null = null;
  try {
    await db.connect();
    const { control } = world.simulator;
    const ids = (await control.hosts()).map(({ id }) => id).slice(0, DAYS + 1);
    for (const id of ids) {
      await control.setHost(id, { userid: OWNER, power: "running", status: "2", setup: null });
    }
    await control.setClock({ speed: 100 });
    second = await startPanel({ ...settings, DATABASE_URL: url }, path.join(world.folder, "second.log"));
    const username = await world.account({ userId: OWNER });
    const drill: Drill = { world, db, ids, token: await tokenOf(world, username, { scope: "power" }) };
    // An alarm that never goes off has states read while nobody looks.
    await db.query(
      `insert into alarms (account_id, kind, value, minutes, time_zone)
       select id, 'down', 0, 100000, 'UTC' from accounts where user_id = $1`,
      [OWNER],
    );
    const cookie = await world.session(username);
    await (await fetch(`${world.url}/api/hosts`, { headers: { cookie } })).text();
    for (const id of ids) await isKept(drill, id, "running");
    await control.clearJournal();
    await pass(drill, 3);
    const truth = new Map<string, DowntimeCause>();
    for (const [day, [cause, turnOff]] of CAUSES.entries()) {
      const id = ids[day] ?? "";
      truth.set(id, cause);
      await alarm(drill, id);
      await turnOff(drill, id);
      if (day === 3) await second.stop("SIGKILL");
      await pass(drill, 5);
      await behind(drill, id, { power: "running", status: "2" });
      await pass(drill, 18);
      console.log(`day ${day + 1}: ${cause}, after ${Math.round((Date.now() - began) / 1000)} s`);
    }
    await readWeek(drill);
    await report(drill, truth, began);
  } finally {
    await db.end();
    await second?.stop("SIGKILL");
    await world.stop();
  }
}

async function report(drill: Drill, truth: Map<string, DowntimeCause>, began: number): Promise<void> {
  const rows: BenchRow[] = [];
  const row = (what: string, value: number, goal: number | null, show: BenchRow["show"] = String) =>
    rows.push({ page: "watch", what, value, goal, show });
  const told: string[] = [];
  for (const id of drill.ids) told.push(...(await toldOf(drill, id)));
  const { off, right, wrong } = await causesOf(drill, truth);
  const traffic = await trafficOff(drill);
  row(
    "alarms not told of as going off",
    Math.max(0, DAYS - told.filter((event) => event === "fired").length),
    0,
  );
  row("alarms not told of as over", Math.max(0, DAYS - told.filter((event) => event !== "fired").length), 0);
  row("told twice", Math.max(0, told.length - 2 * DAYS), 0);
  row("days of traffic held against the samples", traffic.days, null);
  row("of them wrong", traffic.off, 0);
  row("minutes that hosts were off", Math.round(off), null);
  row("of them not told rightly, in percent", off > 0 ? (1 - right / off) * 100 : 100, 1, (value) =>
    value.toFixed(2),
  );
  row("minutes blamed on somebody else", Math.round(wrong), 0);
  printTable(rows);
  const isMissed = rows.some(({ value, goal }) => goal !== null && !(value <= goal));
  process.exitCode = isMissed ? 1 : 0;
  console.log(
    `${isMissed ? "FAILED" : "ok"}: ${DAYS} days in ${Math.round((Date.now() - began) / 1000)} s, ${Math.round(right)} of ${Math.round(off)} minutes told rightly`,
  );
}

await main();
