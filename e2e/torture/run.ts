import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { NewAccount } from "../../lib/accounts/create-account";
import type { Locale } from "../../lib/i18n/locales";
import { patchHost } from "../../lib/simulator/control/hosts";
import { SeededRandom } from "../../lib/simulator/fleet/random";
import { type Simulator, startSimulator } from "../../lib/simulator/start";
import { freePort, startAccountMaker } from "../support/panel-process";
import { signInByForm } from "../support/wire";
import { CANARIES, PASSWORD } from "../support/world";
import { Answers } from "./answers";
import type { Evidence, Move } from "./check";
import { type Cookies, Customers } from "./customers";
import { SharedDatabase, untilAnswered } from "./database";
import { withHandOvers } from "./effects";
import { endings, letAllIn, rightsIn } from "./guests";
import { Instance, SETTINGS } from "./instance";
import { CUSTOMERS } from "./moments";
import { type Disturbance, MAX_PAUSE_MS, type Plan } from "./plan";
import { Staff } from "./staff";
import { Streams } from "./streams";

/** The longest limit of an operation, the minute in which a refusal is looked after, and time for a slow machine. */
const ENDS_WITHIN_MS = 180_000;
/** A command's own time limit; a paused process goes on with it afterwards. */
const LATE_MS = 27_000 + MAX_PAUSE_MS;
const LOOK_EVERY_MS = 1_300;

export interface RunFigures {
  sent: number;
  streams: Streams["counts"];
  answers: Record<string, number>;
  disturbances: Record<string, number>;
  /** How often instances were started, and how often one ended without being killed. */
  starts: number;
  ownExits: number;
  unfinished: number;
}

/** Two instances, a database and a master, and all that is done to them. */
export class Run {
  readonly folder = mkdtempSync(path.join(tmpdir(), "panel-torture-"));
  private readonly moves: Move[] = [];
  private readonly counts = new Map<string, number>();
  private readonly repairs = new Set<Promise<unknown>>();
  private database: SharedDatabase | null = null;
  private simulator: Simulator | null = null;
  private instances: [Instance, Instance] | null = null;
  private readonly answers = new Answers();

  constructor(
    private readonly plan: Plan,
    private readonly signal: AbortSignal,
  ) {
    // PostgreSQL runs as a user of its own where this runs as root, and must get in.
    chmodSync(this.folder, 0o755);
  }

  /** Runs the plan, heals everything and waits for the last operation. */
  async play(say: (line: string) => void): Promise<{ evidence: Evidence; figures: RunFigures }> {
    const { customers, staff, streams, cookies } = await this.setUp();
    say("both instances answer");
    const began = Date.now();
    const closing = new AbortController();
    const held = AbortSignal.any([this.signal, closing.signal]);
    const tabs: Promise<void>[] = [];
    const due = [
      ...this.plan.operations.map((one) => ({ at: one.at, run: () => customers.operate(one, this.signal) })),
      ...this.plan.staff.map((one) => ({ at: one.at, run: () => staff.operate(one, this.signal) })),
      ...this.plan.streams.map((one) => {
        const cookie = cookies.get(one.userid)?.looks ?? "";
        return {
          at: one.at,
          run: () => void tabs.push(streams.hold(one, cookie, () => this.hostsOf(one.userid), held)),
        };
      }),
      ...this.plan.disturbances.map((one) => ({ at: one.at, run: () => this.disturb(one) })),
      ...this.looks(customers),
      ...endings(this.plan, () => this.database),
      { at: this.plan.minutes * 60_000, run: () => {} },
    ];
    for (const { at, run } of due.sort((a, b) => a.at - b.at)) {
      await wait(Math.max(0, began + at - Date.now()), null, { signal: this.signal });
      run();
    }
    say("the plan is over: everything heals");
    await this.heal();
    await this.answers.settled();
    const unfinished = await this.waitForEnds();
    // They tell of every end, too.
    closing.abort();
    await Promise.all(tabs);
    return {
      evidence: await this.evidence(customers, streams),
      figures: this.figures(customers, streams, unfinished),
    };
  }

  async close(): Promise<void> {
    const { simulator, database, instances } = this;
    await Promise.all(this.repairs);
    await Promise.all(instances?.map((instance) => instance.close()) ?? []);
    await simulator?.close();
    await database?.stop();
    rmSync(path.join(this.folder, "data"), { recursive: true, force: true });
  }

  private async setUp() {
    const simulator = await startSimulator({
      secret: CANARIES.rstackSecret,
      fleet: 58,
      seed: this.plan.seed,
      speed: 10,
      settings: { consoleServer: "http://127.0.0.1:8001", timings: { reloadStepMs: 8_000 } },
    });
    this.simulator = simulator;
    for (const { vmid, name, owner, ignoresShutdown } of this.plan.hosts) {
      const shared = { iptype: "2", publicip: "198.51.100.7", portmap: 5, bindingDomain: 5 };
      await simulator.control.addHost({ id: vmid, vmname: name, userid: owner, ignoresShutdown, ...shared });
    }
    this.database = await SharedDatabase.start(this.folder);
    const ports = [await freePort(), await freePort()] as const;
    const env = {
      ...SETTINGS,
      RSTACK_URL: simulator.url,
      DATABASE_URL: this.database.url,
      PANEL_URL: `http://127.0.0.1:${ports[0]}`,
    };
    const instance = (port: number, name: string) =>
      new Instance(env, path.join(this.folder, `${name}.log`), port);
    this.instances = [instance(ports[0], "first"), instance(ports[1], "second")];
    await Promise.all(this.instances.map((one) => one.start()));
    const { master } = simulator.control;
    const { cookies, ofStaff } = await this.signIn(env);
    const customers = new Customers(master, this.instances, cookies, this.answers);
    const staff = new Staff(master, this.instances, ofStaff, this.answers, customers.forwarded());
    return { customers, staff, streams: new Streams(this.instances, this.answers), cookies };
  }

  private hostsOf(userid: string): string[] {
    const hosts = this.simulator?.control.master.hosts.values() ?? [];
    return [...hosts].filter((host) => host.userid === userid).map(({ id }) => id);
  }

  private async signIn(env: Record<string, string>) {
    const maker = startAccountMaker(env);
    const url = env.PANEL_URL ?? "";
    const enter = async (username: string, locale: Locale, own: Pick<NewAccount, "role" | "userId">) => {
      this.signal.throwIfAborted();
      await maker.add({ username, locale, ...own }, PASSWORD);
      return signInByForm(url, username, PASSWORD);
    };
    const cookies = new Map<string, Cookies>();
    try {
      for (const userid of CUSTOMERS) {
        const own = { role: "customer", userId: userid } as const;
        cookies.set(userid, {
          acts: await enter(`acts-${userid}`, "zh-CN", own),
          looks: await enter(`looks-${userid}`, "en", own),
          token: (await this.database?.makeToken(`acts-${userid}`)) ?? "",
        });
      }
      await (this.database && letAllIn(this.database));
      return { cookies, ofStaff: await enter("staff", "zh-CN", { role: "admin" }) };
    } finally {
      await maker.stop();
    }
  }

  private looks(customers: Customers): { at: number; run: () => void }[] {
    const random = new SeededRandom(this.plan.seed + 1);
    const count = Math.floor((this.plan.minutes * 60_000) / LOOK_EVERY_MS);
    return Array.from({ length: count }, (_, index) => {
      const { vmid } = random.pick(this.plan.hosts as [Plan["hosts"][number]]);
      const instance = random.next() < 0.5 ? 0 : 1;
      const ownerNow = () => this.simulator?.control.master.hosts.get(vmid)?.userid ?? "";
      const run = () => customers.look(ownerNow(), vmid, instance, this.signal);
      return { at: index * LOOK_EVERY_MS, run };
    });
  }

  private disturb(event: Disturbance): void {
    const { what } = event;
    const name = what === "faults" ? `fault ${event.rules[0]?.kind ?? "without a rule"}` : what;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    if (event.what === "kill") this.instances?.[event.instance].kill(event.forMs);
    else if (event.what === "pause") this.instances?.[event.instance].pause(event.forMs);
    else if (event.what === "move-host") this.move(event.vmid, event.to);
    else this.repair(this.breakFor(event));
  }

  /** In one step with its number, so that the journal tells what came before and what after. */
  private move(vmid: string, to: string): void {
    const master = this.simulator?.control.master;
    const host = master?.hosts.get(vmid);
    if (!master || !host || host.userid === to) return;
    this.moves.push({
      n: master.journal.number(),
      at: Date.now(),
      vmid,
      from: host.userid,
      to,
      isOfRun: true,
    });
    patchHost(master, host, { userid: to });
  }

  private repair(work: Promise<unknown>): void {
    const noted = work.catch(() => {}).finally(() => this.repairs.delete(noted));
    this.repairs.add(noted);
  }

  private async breakFor(
    event: Extract<Disturbance, { what: "stop-database" | "cut-connections" | "master-down" | "faults" }>,
  ): Promise<void> {
    const { simulator, database } = this;
    const heals = (forMs: number) => wait(forMs, null, { signal: this.signal }).catch(() => {});
    switch (event.what) {
      case "cut-connections":
        await database?.cutConnections(event.share);
        return;
      case "stop-database":
        await database?.stop(event.how);
        await heals(event.forMs);
        return database?.resume();
      case "master-down":
        await simulator?.setListening(false);
        await heals(event.forMs);
        return simulator?.setListening(true);
      case "faults": {
        const faults = simulator?.control.master.faults;
        const ids = event.rules.flatMap((rule) => faults?.add(rule).id ?? []);
        await heals(event.forMs);
        for (const id of ids) faults?.remove(id);
      }
    }
  }

  private async heal(): Promise<void> {
    this.simulator?.control.master.faults.remove();
    await Promise.all(this.repairs);
    await Promise.all(this.instances?.map((instance) => instance.settled()) ?? []);
  }

  private async waitForEnds(): Promise<number> {
    const until = Date.now() + ENDS_WITHIN_MS;
    for (;;) {
      const left = await untilAnswered(async () => this.database?.unfinished() ?? 0);
      if (left === 0 || Date.now() > until) return left;
      await wait(500, null, { signal: this.signal });
    }
  }

  private async evidence(customers: Customers, streams: Streams): Promise<Evidence> {
    const journal = this.simulator?.control.master.journal.view({}) ?? { calls: [], effects: [] };
    const firstOwners = new Map(this.plan.hosts.map(({ vmid, owner }) => [vmid, owner]));
    return {
      journal: { calls: journal.calls, effects: journal.effects },
      rows: (await this.database?.ledger()) ?? [],
      rights: this.database ? await rightsIn(this.database) : [],
      acknowledgements: this.answers.acknowledgements,
      firstOwners,
      moves: withHandOvers(this.moves, journal.effects, firstOwners),
      seenLists: customers.seenLists,
      seenHosts: customers.seenHosts,
      seenOnStreams: streams.seen,
      leftOutByMaster: new Set(
        this.plan.hosts.filter(({ group }) => group === "lies").map(({ vmid }) => vmid),
      ),
      lateMs: LATE_MS,
    };
  }

  private figures(customers: Customers, streams: Streams, unfinished: number): RunFigures {
    const sum = (of: "starts" | "ownExits") => this.instances?.reduce((n, one) => n + one[of], 0) ?? 0;
    return {
      sent: customers.sent,
      answers: Object.fromEntries(this.answers.counts),
      streams: streams.counts,
      disturbances: Object.fromEntries([...this.counts].sort()),
      starts: sum("starts"),
      ownExits: sum("ownExits"),
      unfinished,
    };
  }
}
