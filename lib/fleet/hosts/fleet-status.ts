import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { SETUP_FAILED_WORD } from "@/lib/hosts/host-state";
import type { HostState } from "@/lib/operations/host-states";
import {
  filterOfState,
  STATE_FILTERS,
  STATUS_CODES,
  type StateFilter,
  type StatusFilter,
} from "./fleet-query";

/** What `vm_state` said when the panel last asked, in lower case. */
const word = sql`lower(btrim(state_word))`;

/** The panel saw that setting it up had failed, and the master's list doesn't say that it was mended since. */
export const setUpFailed = sql`(status = '0' and ${word} = ${SETUP_FAILED_WORD})`;
const settingUp = sql`(status = '0' and ${setUpFailed} is not true)`;
const isNormal = sql`(status = '2' and not doubled)`;
const WORDS = { running: ["running"], off: ["off", "paused", "saved"] } as const;
const hasWord = (words: readonly string[]) =>
  sql`${word} in (${sql.join(
    words.map((one) => sql`${one}`),
    sql`, `,
  )})`;

/** Locked or suspended: the provider wants it so, and nobody needs to look. */
const isRestricted = sql`(status in ('1', '-1'))`;

/** Narrows `hosts`. Every host is in one of `STATE_FILTERS`, and in no two of them. */
export function statusCondition(status: StatusFilter): SQL {
  switch (status) {
    case "attention":
      return sql`((status is distinct from '2' and not coalesce(${isRestricted}, false) and not coalesce(${settingUp}, false))
        or doubled)`;
    case "restricted":
      return sql`(${isRestricted} and not doubled)`;
    case "setup-failed":
      return setUpFailed;
    case "setting-up":
      return sql`(${settingUp} and not doubled)`;
    case "running":
    case "off":
      return sql`(${isNormal} and ${hasWord(WORDS[status])})`;
    case "not-checked":
      return sql`(${isNormal} and ${hasWord([...WORDS.running, ...WORDS.off])} is not true)`;
    default:
      return sql`status = ${STATUS_CODES[status]}`;
  }
}

/** Under which of `STATE_FILTERS` a row is counted that is listed once: the same in words. */
export function countedAs({ status, state }: { status: StatusFilter | null; state: HostState }): StateFilter {
  if (status === "normal") {
    const filter = filterOfState(state);
    return filter === "running" || filter === "off" ? filter : "not-checked";
  }
  return status === "locked" || status === "suspended"
    ? "restricted"
    : status === "setting-up"
      ? status
      : "attention";
}

export type FleetCounts = Record<StateFilter | "all", number>;
export interface StateCounts {
  /** With the status that was asked for. */
  total: number;
  counts: FleetCounts;
}
export type CountsRow = Record<keyof FleetCounts | "total", string>;

/** Columns of a select over `hosts`; with `each` over what is counted already. */
export const countsOf = (status: StatusFilter | null, each = sql`count(*)`): SQL => sql`${each} as "all",
  ${each} filter (where ${status ? statusCondition(status) : sql`true`}) as total,
  ${sql.join(
    STATE_FILTERS.map(
      (name) => sql`${each} filter (where ${statusCondition(name)}) as ${sql.identifier(name)}`,
    ),
    sql`, `,
  )}`;

/** The same of what `from` holds, which may be many: each of the few states is judged once, and not each host. */
export const countsFrom = (from: SQL, status: StatusFilter | null): SQL => sql`
  select ${countsOf(status, sql`sum(n)`)} from (
    select status, doubled, state_word, count(*) as n from ${from} group by 1, 2, 3) states`;

export function countedIn(row: CountsRow | undefined): StateCounts {
  const count = (name: keyof CountsRow) => Number(row?.[name] ?? 0);
  return {
    total: count("total"),
    counts: {
      all: count("all"),
      attention: count("attention"),
      running: count("running"),
      off: count("off"),
      "setting-up": count("setting-up"),
      restricted: count("restricted"),
      "not-checked": count("not-checked"),
    },
  };
}

/** How many hosts each of these filters finds, from the mirror. */
export async function countAmong(where: SQL, status: StatusFilter | null): Promise<StateCounts> {
  const { rows } = await database().execute<CountsRow>(countsFrom(sql`hosts where ${where}`, status));
  return countedIn(rows[0]);
}

export const countHosts = async (): Promise<FleetCounts> =>
  (await countAmong(sql`gone_at is null`, null)).counts;
