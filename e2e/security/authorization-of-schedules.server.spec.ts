import { rulesOf } from "../../lib/operations/command-rules";
import { SCHEDULE_KINDS, type ScheduleKind } from "../../lib/operations/schedule-kinds";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import type { World } from "../support/world";
import { customerOf } from "./support/ask-all";

// Schedules as actors: each kind there is, in the name of whom it must not act for. The rows are written as an old release, a
// restored backup or a fault of ours might have left them.

/** Hosts of the customer's own that run; each kind that a running host can be asked for takes one of its own. */
const RUNNING = ["101", "102", "103", "104", "105"];
const STARTS = SCHEDULE_KINDS.filter((kind) => rulesOf(kind).power?.to === "running");
const OTHERS = SCHEDULE_KINDS.filter((kind) => !STARTS.includes(kind));

/** Hosts on which a kind would have an effect: one of the customer's own, and one of their neighbour's. */
const hostsFor = (kind: ScheduleKind) =>
  STARTS.includes(kind)
    ? { own: "109", foreign: "203" }
    : { own: RUNNING[OTHERS.indexOf(kind)] ?? "", foreign: "201" };

/** A schedule that isn't due for a while: its id. `host` is what it names, `tenancyOf` the one whose tenancy it is bound to. */
async function plan(
  world: World,
  {
    username,
    kind,
    host,
    tenancyOf,
  }: { username: string; kind: ScheduleKind; host: string; tenancyOf: string },
): Promise<string> {
  const [row] = await inDatabase<{ id: string }>(
    world,
    `insert into schedules
       (tenancy_id, vm_id, form_key, kind, days, minute_of_day, time_zone, keep, account_id, language, next_at)
     select t.id, $1, gen_random_uuid(), $2, '{1,2,3,4,5,6,7}', (extract(epoch from now())::bigint / 60 + 720) % 1440, 'UTC',
       $3, a.id, 'en', now() + interval '1 hour'
     from tenancies t, accounts a where t.vm_id = $4 and t.until is null and a.username = $5 returning id`,
    [host, kind, kind === "create-snapshot" ? 2 : null, tenancyOf, username],
  );
  if (!row) throw new Error(`no schedule of ${host} for ${username}`);
  return row.id;
}

interface Came {
  outcome: string | null;
  reason: string | null;
  end_cause: string | null;
}

/** Once its run is over, or it has ended without one. */
async function cameOf(world: World, id: string): Promise<Came | undefined> {
  const [came] = await inDatabase<Came>(
    world,
    `select r.outcome, r.reason, s.end_cause from schedules s left join schedule_runs r on r.schedule_id = s.id
     where s.id = $1 and (r.ended_at is not null or s.ended_at is not null)`,
    [id],
  );
  return came;
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await inDatabase(world, "delete from schedules");
  await customerOf(world, "10001");
  await customerOf(world, "10002");
  await world.simulator.control.clearJournal();
});

interface Case {
  how: string;
  came: Partial<Came>;
  /** Its neighbour's host, or tenancy, in place of its own. */
  names?: "foreign";
  boundTo?: "foreign";
  /** What takes the place of the customer's own hosts. */
  own?: (kind: ScheduleKind) => string;
  minutesAgo?: number;
  /** After it was planned, before it is due. */
  after?: (world: World, username: string, host: string) => Promise<unknown>;
}

const endAccount =
  (change: string): Case["after"] =>
  (world, username) =>
    inDatabase(world, `${change} where username = $1`, [username]);

const CASES: Case[] = [
  { how: "names another customer's host", names: "foreign", came: { outcome: "not-run", reason: "no-host" } },
  {
    how: "is bound to another customer's host",
    names: "foreign",
    boundTo: "foreign",
    came: { outcome: "not-run", reason: "no-host" },
  },
  {
    how: "names its own host by another's tenancy",
    boundTo: "foreign",
    came: { outcome: "not-run", end_cause: "owner-changed" },
  },
  {
    how: "is of a disabled account",
    after: endAccount("update accounts set disabled_at = now()"),
    came: { outcome: "not-run", reason: "account-out", end_cause: null },
  },
  {
    how: "is of an account that is the customer's no more",
    after: endAccount("update accounts set former_at = now()"),
    came: { outcome: "not-run", end_cause: "account-gone" },
  },
  {
    how: "is of an account that was removed",
    after: endAccount("delete from accounts"),
    came: { outcome: "not-run", end_cause: "account-gone" },
  },
  {
    how: "is of an account that became another customer's",
    after: endAccount("update accounts set user_id = '10002'"),
    came: { outcome: "not-run", reason: "no-host" },
  },
  { how: "is more than an hour late", minutesAgo: 61, came: { outcome: "missed" } },
];

const HANDED_OVER: Case = {
  how: "is of a host that changed hands",
  own: (kind) => `97${SCHEDULE_KINDS.indexOf(kind)}`,
  after: ({ simulator }, _username, host) => simulator.control.setHost(host, { userid: "10002" }),
  came: { outcome: "not-run" },
};
const DISABLED: Case = {
  how: "is of a customer whom RStack disabled",
  after: async (world, username) => {
    await world.simulator.control.setUser("10001", { status: "1" });
    const stale = "update accounts set rstack_status_at = now() - interval '1 hour' where username = $1";
    return inDatabase(world, stale, [username]);
  },
  came: { outcome: "not-run", reason: "account-out", end_cause: null },
};

test("a schedule of one's own host is carried out, whatever its kind", async ({ world }) => {
  const username = await customerOf(world, "10001");
  const ids = await Promise.all(
    SCHEDULE_KINDS.map((kind) =>
      plan(world, { username, kind, host: hostsFor(kind).own, tenancyOf: hostsFor(kind).own }),
    ),
  );
  await inDatabase(world, "update schedules set next_at = now()");
  for (const id of ids) {
    await expect.poll(() => cameOf(world, id), { timeout: 30_000 }).toMatchObject({ outcome: "done" });
  }
  const { effects } = await world.simulator.control.journal();
  expect([...new Set(effects.map(({ vmid }) => vmid))].sort()).toEqual(
    SCHEDULE_KINDS.map((kind) => hostsFor(kind).own).sort(),
  );
});

/** All kinds of each at once: none of them may hold up another. */
async function expectNothing(world: World, cases: Case[]): Promise<void> {
  const planned: { id: string; case: Case; kind: ScheduleKind }[] = [];
  for (const one of cases) {
    for (const kind of SCHEDULE_KINDS) {
      const username = await world.account({ userId: "10001" });
      const hosts = { ...hostsFor(kind), ...(one.own && { own: one.own(kind) }) };
      const host = hosts[one.names ?? "own"];
      const id = await plan(world, { username, kind, host, tenancyOf: hosts[one.boundTo ?? "own"] });
      await one.after?.(world, username, host);
      planned.push({ id, case: one, kind });
    }
  }
  for (const { id, case: one } of planned) {
    await inDatabase(world, "update schedules set next_at = now() - $1 * interval '1 minute' where id = $2", [
      one.minutesAgo ?? 0,
      id,
    ]);
  }
  for (const { id, case: one, kind } of planned) {
    await expect
      .poll(() => cameOf(world, id), { timeout: 25_000, message: `${kind} that ${one.how}` })
      .toMatchObject(one.came);
  }
  // The panel still closes a console that a test before this one opened.
  const effects = (await world.simulator.control.journal()).effects.filter(
    (e) => e.kind !== "console-logout",
  );
  expect(effects).toEqual([]);
}

test("a schedule in whose name nobody may act, or of a host that isn't theirs, does nothing", async ({
  world,
}) => {
  await expectNothing(world, CASES);
});

test("a schedule of a host that changed hands does nothing", async ({ world }) => {
  // Hosts that no other file looks at: once they had another customer, their charts and history begin anew.
  for (const kind of SCHEDULE_KINDS) {
    const id = HANDED_OVER.own?.(kind);
    const power = STARTS.includes(kind) ? "off" : "running";
    await world.simulator.control.addHost({ id, userid: "10001", vmname: `moves${id}`, power });
  }
  await expect
    .poll(
      () =>
        inDatabase(
          world,
          "select 1 from tenancies where vm_id like '97_' and owner = '10001' and until is null",
        ),
      { timeout: 30_000 },
    )
    .toHaveLength(SCHEDULE_KINDS.length);
  await expectNothing(world, [HANDED_OVER]);
});

test("a schedule of a customer whom RStack disabled does nothing, and stays", async ({ world }) => {
  await expectNothing(world, [DISABLED]);
});
