import type { SimConsole } from "./actions/console";
import { defaultSettings, patched } from "./control/settings";
import type { ResetOptions, Settings, SettingsPatch, UserState } from "./control/types";
import { Faults } from "./faults/faults";
import { AddressBook } from "./fleet/address-book";
import { GuestClock } from "./fleet/clock";
import type { Fleet, NatRule, SimBackup, SimTask } from "./fleet/fleet";
import { type SimHost, stateWord } from "./fleet/host";
import { HostRows } from "./fleet/host-rows";
import { NODES, type Node } from "./fleet/infrastructure";
import { SeededRandom } from "./fleet/random";
import { type DialectText, dialectOf } from "./wire/dialect";
import { Journal } from "./wire/journal";
import { SimRefusal } from "./wire/refusals";

export interface MasterOptions {
  secret: string;
  fleet?: "demo" | number;
  seed?: number;
  speed?: number;
  settings?: SettingsPatch;
  /** As `--dialect` takes it: `stranger`, or `times=text,empty=null`. */
  dialect?: DialectText;
  /** Gives no number of a host or a customer twice, as a real master, also after a reset. */
  keepNumbers?: boolean;
}

interface Pending {
  due: number;
  vmid: string;
  run: () => void;
}

/** The whole state of the simulated master. Time passes when somebody looks: `settle` runs what has come due. */
export class Master {
  settings: Settings;
  clock: GuestClock;
  readonly journal = new Journal();
  readonly faults: Faults;
  readonly rows: HostRows;
  hosts = new Map<string, SimHost>();
  users: UserState[] = [];
  rules: NatRule[] = [];
  tasks: SimTask[] = [];
  backups: SimBackup[] = [];
  /** Their free cores, memory and disk follow the hosts that are made and deleted. */
  nodes: Node[] = [];
  readonly addresses = new AddressBook(() => this.hosts.values());
  /** How often a host was made in an area. */
  readonly turns = new Map<string, number>();
  /** By host. */
  readonly consoles = new Map<string, SimConsole>();
  /** Random ports and tokens. */
  draws: SeededRandom;
  /** Random numbers seen, with the wall time of the call. */
  readonly seenRandoms = new Map<string, number>();
  private pending: Pending[] = [];
  /** The highest that were ever given, of those that are gone again. */
  numbers = { host: 0, user: 0 };

  constructor(readonly options: MasterOptions) {
    this.settings = this.initialSettings();
    this.clock = new GuestClock(options.speed ?? 1);
    this.faults = new Faults(new SeededRandom(options.seed ?? 1));
    this.draws = new SeededRandom(options.seed ?? 1);
    this.rows = new HostRows(
      () => this.settings,
      () => this.wallNow(),
    );
  }

  private initialSettings(): Settings {
    const { secret, dialect = "", settings } = this.options;
    const plain = { ...defaultSettings(secret), dialect: dialectOf(dialect) };
    return patched(plain, settings ?? {});
  }

  /** A fleet in place of the one before, an empty journal, no faults. */
  load(fleet: Fleet, reset: ResetOptions): void {
    if (this.options.keepNumbers) this.noteNumbers();
    else this.numbers = { host: 0, user: 0 };
    this.hosts = new Map(fleet.hosts.map((host) => [host.id, host]));
    this.users = fleet.users;
    this.rules = fleet.rules;
    this.tasks = fleet.tasks;
    this.backups = fleet.backups;
    this.nodes = NODES.map((node) => ({ ...node }));
    this.addresses.restart();
    this.turns.clear();
    this.consoles.clear();
    this.draws = new SeededRandom(reset.seed ?? this.options.seed ?? 1);
    this.pending = [];
    this.journal.clear();
    this.faults.restart(reset.seed ?? this.options.seed ?? 1);
    if (reset.settings !== false) {
      this.settings = this.initialSettings();
      this.clock = new GuestClock(this.options.speed ?? 1);
    }
    this.rows.clear();
  }

  /** The master's own wall clock, in milliseconds. */
  wallNow(): number {
    return Date.now() + this.settings.clockSkewMs;
  }

  /** Throws the refusal where there is no such host. */
  host(vmid: string | undefined): SimHost {
    const host = vmid === undefined ? undefined : this.hosts.get(vmid);
    if (!host) throw new SimRefusal("noHost");
    return host;
  }

  addHost(host: SimHost): void {
    this.hosts.set(host.id, host);
    this.addresses.forget();
  }

  deleteHost(host: SimHost): void {
    this.numbers.host = Math.max(this.numbers.host, Number(host.id));
    this.hosts.delete(host.id);
    this.addresses.forget();
  }

  /** Above all there ever were since the fleet was loaded: a number never comes back by itself. */
  newHostId(least = 1): string {
    this.noteNumbers();
    this.numbers.host = Math.max(this.numbers.host + 1, least);
    return String(this.numbers.host);
  }

  private noteNumbers(): void {
    for (const id of this.hosts.keys()) this.numbers.host = Math.max(this.numbers.host, Number(id));
    for (const { id } of this.users) this.numbers.user = Math.max(this.numbers.user, Number(id));
  }

  deleteUser(user: UserState): void {
    this.numbers.user = Math.max(this.numbers.user, Number(user.id));
    this.users = this.users.filter((entry) => entry !== user);
  }

  newUserId(): string {
    this.noteNumbers();
    this.numbers.user += 1;
    return String(this.numbers.user);
  }

  /** `20190816`, in the master's own zone. */
  today(): string {
    const local = new Date(this.wallNow() + this.settings.timeZoneMinutes * 60_000);
    return local.toISOString().slice(0, 10).replaceAll("-", "");
  }

  /** Changes a host and writes down what that did to its state word. */
  change(host: SimHost, patch: Partial<SimHost>, at = Date.now()): void {
    const before = stateWord(host);
    const wasOn = host.power === "running";
    Object.assign(host, patch);
    if (hasAddresses(patch)) this.addresses.forget();
    const isOn = host.power === "running";
    if (wasOn !== isOn) host.switched.push({ at, on: isOn });
    const after = stateWord(host);
    this.rows.drop(host.id);
    if (before !== after) this.journal.change({ vmid: host.id, from: before, to: after, at });
  }

  /**
   * Does it once so much guest time has passed since `from` (default: now), in place of what was pending for the
   * host. A chain passes on its own guest time, so that a clock pushed far ahead runs the whole of it.
   */
  after(
    host: SimHost,
    delayMs: number,
    run: (time: { wall: number; guest: number }) => void,
    from?: number,
  ): void {
    this.cancel(host);
    const due = (from ?? this.clock.now()) + delayMs;
    this.pending.push({ due, vmid: host.id, run: () => run({ wall: this.clock.wallAt(due), guest: due }) });
    this.pending.sort((a, b) => a.due - b.due);
  }

  /** A switching under way, or a task that is not done (also one that is stuck). */
  isBusy(host: SimHost): boolean {
    return this.pending.some((entry) => entry.vmid === host.id) || this.openTask(host) !== undefined;
  }

  /** Something will happen by itself. */
  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  openTask(host: SimHost): SimTask | undefined {
    return this.tasks.findLast((task) => task.vmid === host.id && task.status !== "3");
  }

  cancel(host: SimHost): void {
    this.pending = this.pending.filter((entry) => entry.vmid !== host.id);
  }

  /** Runs all that has come due, in its order. */
  settle(): void {
    for (;;) {
      const first = this.pending[0];
      if (!first || first.due > this.clock.now()) return;
      this.pending.shift();
      first.run();
    }
  }
}

const hasAddresses = (patch: Partial<SimHost>): boolean =>
  "ip" in patch || "additionalsIp" in patch || "ipv6" in patch || "additionalsIpv6" in patch;
