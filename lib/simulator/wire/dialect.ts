import type { Answer } from "../actions/action";
import type { Master } from "../master";

/**
 * What the vendor's document leaves open, one choice for each point; the first is the default. `stranger` takes the
 * second of each, but for those in `ALONE`, which are switched alone.
 */
export const DIALECT_CHOICES = {
  /** A list without rows. */
  empty: ["nothing", "null", "brackets"],
  /** Moments: Unix seconds, or `2019-11-15 00:28:22` in the master's zone. */
  times: ["seconds", "text"],
  /** What names the host in a row of hypernat, hypertask, hyperip and hyperbackup. */
  host: ["vmid", "name", "ip", "untold"],
  /** Further addresses of a `hyper` row: in columns of their own, or in `ip` and `ipv6` with commas. */
  ips: ["columns", "commas"],
  /** `publicip` of vm_exinfo and hyper: the shared address, or a sign that there is one. */
  publicip: ["address", "sign"],
  /** vm_freeip: `vmid` alone finds the node, or `nodeid` has to stand beside it. */
  freeip: ["vmid", "both"],
  /** Whether vm_update needs update_vm=1 to set the port's speed on the machine. */
  update: ["apply", "record"],
  /** Whether vm_update needs update_vm=1 to set cpu_limit. */
  limit: ["machine", "books"],
  /** What vm_console tells after a logout: no token, another `state`, or a time that is past. */
  console: ["token", "state", "time"],
  /** Finished tasks in hypertask. */
  tasks: ["kept", "gone"],
  /** Whether vm_snapshot and hyperbackup list the name that `create` answered, or one of their own. */
  snapshots: ["same", "other"],
  /** Whether a restore leaves the snapshots that were made after the restored one. */
  restores: ["keep", "drop"],
  /** Whether rows of hyperos say of which kind they are. */
  images: ["kind", "untold"],
  /** Whether hypernat, hypertask, hyperip and hyperbackup look at `vmid`. */
  filter: ["honoured", "ignored"],
  /** The unit of `network` in vm_monitor. */
  network: ["kB/s", "B/s", "Mbit/s", "kB/min", "kbit/s"],
  /** What bwusage counts: nothing (it stands still), both directions, what goes out; or both from the simulator's start on. */
  counter: ["still", "both", "out", "onward"],
} as const;

export type Dialect = { [Name in keyof typeof DIALECT_CHOICES]: (typeof DIALECT_CHOICES)[Name][number] };
/** `stranger`, or pairs with commas: `times=text,empty=null`; later ones win, so `stranger,tasks=kept` works. */
export type DialectText = string;

const NAMES = Object.keys(DIALECT_CHOICES) as (keyof Dialect)[];
const ALONE: readonly string[] = ["filter", "network", "counter", "limit"];
const choose = (at: number): Dialect =>
  Object.fromEntries(
    NAMES.map((name) => [name, DIALECT_CHOICES[name][ALONE.includes(name) ? 0 : at]]),
  ) as Dialect;

/** Throws for a name or a choice that there is not. */
export function dialectOf(text: DialectText): Dialect {
  let dialect = choose(0);
  for (const part of text.split(",").filter((one) => one !== "")) {
    const [name = "", value = ""] = part.split("=");
    const choices: readonly string[] = DIALECT_CHOICES[name as keyof Dialect] ?? [];
    if (part === "stranger") dialect = choose(1);
    else if (choices.includes(value)) dialect = { ...dialect, [name]: value };
    else throw new Error(`dialect: ${part} is none of stranger, ${NAMES.map(optionOf).join(", ")}`);
  }
  return dialect;
}

const optionOf = (name: keyof Dialect) => `${name}=${DIALECT_CHOICES[name].join("|")}`;

type Row = Record<string, string>;

const MOMENTS = ["addtime", "bwdate", "expiretime"];
/** Lists whose rows stand for a host's own things. */
export const OWNED_LISTS: readonly string[] = ["hypernat", "hypertask", "hyperip", "hyperbackup"];

/** The answer as a master of this dialect words it. Changes words alone; what is done is the actions' affair. */
export function inDialect(master: Master, action: string, answer: Answer): Answer {
  const { dialect } = master.settings;
  const worded = (text: string) => JSON.stringify(wordedRow(master, action, JSON.parse(text) as Row));
  if (answer.kind === "rows") {
    const isPlain = dialect.times === "seconds" && dialect.host === "vmid" && dialect.ips === "columns";
    const rows =
      isPlain && dialect.publicip === "address" && dialect.images === "kind"
        ? answer.rows
        : answer.rows.map(worded);
    const whenEmpty =
      dialect.empty === "nothing" ? answer.whenEmpty : dialect.empty === "null" ? "null" : "[]";
    return { kind: "rows", rows, whenEmpty };
  }
  const bar = action === "vm_state" ? answer.text.indexOf("|") + 1 : 0;
  const details = answer.text.slice(bar);
  return QUERIES_WITH_DETAILS.includes(action) && details.startsWith("{")
    ? { kind: "text", text: answer.text.slice(0, bar) + worded(details) }
    : answer;
}

const QUERIES_WITH_DETAILS = ["vm_state", "vm_exinfo", "vm_console"];

function wordedRow(master: Master, action: string, plain: Row): Row {
  const { dialect, timeZoneMinutes } = master.settings;
  const row = { ...plain };
  if (OWNED_LISTS.includes(action)) nameHost(master, action, row);
  if (action === "hyper" && dialect.ips === "commas") {
    for (const [main, more] of [
      ["ip", "additionals_ip"],
      ["ipv6", "additionals_ipv6"],
    ] as const) {
      row[main] = [row[main], row[more]].filter(Boolean).join(",");
      delete row[more];
    }
  }
  const tellsShared = action === "hyper" || action === "vm_exinfo";
  if (tellsShared && dialect.publicip === "sign" && row.publicip) row.publicip = "nat-gateway-1";
  if (dialect.images === "untold" && (action === "hyperos" || action === "vm_cd_manage")) {
    delete row.osfile;
    if (row.osname) row.osname = row.osname.replace(/\.(?:vhdx?|iso)$/i, "");
  }
  if (dialect.times === "text") {
    for (const name of MOMENTS) {
      if (/^[0-9]{9,10}$/.test(row[name] ?? "")) row[name] = clockText(Number(row[name]), timeZoneMinutes);
    }
  }
  return row;
}

function nameHost(master: Master, action: string, row: Row): void {
  const { dialect } = master.settings;
  if (dialect.host === "vmid") return;
  const host = master.hosts.get(row.vmid ?? "");
  delete row.vmid;
  delete row.vmname;
  if (action !== "hyperip") delete row.ip;
  if (dialect.host === "name" && host) row.vmname = host.vmname;
  if (dialect.host === "ip" && host && action !== "hyperip") row.ip = host.ip;
}

const clockText = (unixSeconds: number, zoneMinutes: number): string =>
  new Date((unixSeconds + zoneMinutes * 60) * 1000).toISOString().slice(0, 19).replace("T", " ");
