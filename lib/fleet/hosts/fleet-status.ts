import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { SETUP_FAILED_WORD } from "@/lib/hosts/host-state";
import { STATUS_CODES, type StatusFilter } from "./fleet-query";

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

/** Narrows `hosts`. Every host is in one of running, off, setting-up, attention and not-checked, and in no two of them. */
export function statusCondition(status: StatusFilter): SQL {
  switch (status) {
    case "attention":
      return sql`((status is distinct from '2' and not coalesce(${settingUp}, false)) or doubled)`;
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

const COUNTED = ["running", "off", "setting-up", "attention", "not-checked"] as const;
export type FleetCounts = Record<(typeof COUNTED)[number] | "all", number>;

/** How many hosts each of these filters finds, from the mirror. */
export async function countHosts(): Promise<FleetCounts> {
  const columns = COUNTED.map(
    (name) => sql`count(*) filter (where ${statusCondition(name)}) as ${sql.identifier(name)}`,
  );
  const { rows } = await database().execute<Record<keyof FleetCounts, string>>(
    sql`select count(*) as "all", ${sql.join(columns, sql`, `)} from hosts where gone_at is null`,
  );
  const count = (name: keyof FleetCounts) => Number(rows[0]?.[name] ?? 0);
  return {
    all: count("all"),
    running: count("running"),
    off: count("off"),
    "setting-up": count("setting-up"),
    attention: count("attention"),
    "not-checked": count("not-checked"),
  };
}
