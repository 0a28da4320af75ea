import "server-only";
import { and, gte, isNotNull, type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { trafficDays } from "@/lib/db/host-schema";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { dayAt, dayStart } from "../calendar";
import { type MasterClock, readMasterClock } from "../master-clock";
import { countedOf, gbOf, type UnitFit } from "./fit-unit";
import { forecastOf } from "./forecast";
import { periodOf } from "./period";
import {
  type Amounts,
  type Forecast,
  TRAFFIC_MONTHS,
  type TrafficDay,
  type TrafficMonth,
  type TrafficView,
  WHOLE_DAY_MINUTES,
} from "./traffic-view";
import { readUnit } from "./unit";

/** From how many days back a forecast takes what days add. */
const FORECAST_DAYS = 28;
const DAY = 86_400;

/** The first day of the month that lies so many months before that of `now`, `YYYYMM01`. */
export function monthsBack({ now, likelyOffset }: MasterClock, months: number): string {
  const today = dayAt(now, likelyOffset);
  const first = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(4, 6)) - 1 - months, 1));
  return first.toISOString().slice(0, 10).replaceAll("-", "");
}

const dashed = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;

export const amountsOf = (fit: UnitFit, inSum: number, outSum: number): Amounts => ({
  inSum,
  outSum,
  inGb: fit.verdict === "fits" ? gbOf(fit.fit.unit, inSum) : null,
  outGb: fit.verdict === "fits" ? gbOf(fit.fit.unit, outSum) : null,
});

/** `hosts`: of so many the day is kept. */
type DayOfHosts = TrafficDay & { hosts: number };
type Counter = { trafficUsedGb: number | null; trafficResetAt: Date | null };

/** What is kept of these tenancies' days, added up, from `since` on; minutes are those of a host on average. */
async function daysOf(tenancies: SQL, since: string, fit: UnitFit): Promise<DayOfHosts[]> {
  const rows = await database()
    .select({
      day: trafficDays.day,
      inSum: sql<number>`sum(${trafficDays.inSum})`,
      outSum: sql<number>`sum(${trafficDays.outSum})`,
      minutes: sql<number>`avg(${trafficDays.minutes})::int`,
      complete: sql<boolean>`bool_and(${trafficDays.complete})`,
      hosts: sql<number>`count(*)::int`,
    })
    .from(trafficDays)
    .where(and(tenancies, gte(trafficDays.day, since), isNotNull(trafficDays.inSum)))
    .groupBy(trafficDays.day)
    .orderBy(trafficDays.day);
  return rows.map(({ day, inSum, outSum, minutes, complete, hosts }) => ({
    ...amountsOf(fit, inSum, outSum),
    ...{ day: dashed(day), minutes, complete, hosts },
  }));
}

/** The traffic of a host since it is its owner's, as far as it is kept. Asks the master nothing. */
export const trafficOf = (owned: OwnedHost): Promise<TrafficView> =>
  readTraffic(sql`${trafficDays.tenancyId} = ${owned.tenancyId}`, owned.row);

/** What is kept of these tenancies, added up. `counter`: of one host; null: a forecast goes by the samples, to the month's end. */
export async function readTraffic(tenancies: SQL, counter: Counter | null): Promise<TrafficView> {
  const [clock, fit] = await Promise.all([readMasterClock(), readUnit()]);
  const since = monthsBack(clock, TRAFFIC_MONTHS - 1);
  const read = await daysOf(tenancies, since, fit);
  const days = read.map(({ hosts: _, ...day }) => day);
  const months = monthsOf(days, fit);
  return {
    unit: fit.verdict === "fits" ? fit.fit.unit : null,
    counted: fit.verdict === "fits" ? fit.counted : null,
    days,
    months,
    forecast: forecastFor(read, months, fit, clock, counter),
  };
}

/** The running month by the platform's calendar, `2026-12`. */
export const thisMonth = async (): Promise<string> =>
  dashed(monthsBack(await readMasterClock(), 0)).slice(0, 7);

function monthsOf(days: readonly TrafficDay[], fit: UnitFit): TrafficMonth[] {
  const names = new Set(days.map(({ day }) => day.slice(0, 7)));
  return [...names]
    .map((month) => {
      const ofMonth = days.filter(({ day }) => day.startsWith(month));
      const sum = (of: "inSum" | "outSum") => ofMonth.reduce((all, day) => all + day[of], 0);
      return {
        ...amountsOf(fit, sum("inSum"), sum("outSum")),
        ...{ month, days: ofMonth.length, wholeDays: ofMonth.filter(isWhole).length },
      };
    })
    .toReversed();
}

const isWhole = ({ minutes, complete }: TrafficDay): boolean => complete && minutes >= WHOLE_DAY_MINUTES;

/**
 * By the counter: at its reset, or where none is near what the running month's samples come to by the month's end. From whole
 * days of as many hosts as there are now alone: what a day with a gap came to, nobody knows.
 */
function forecastFor(
  days: readonly DayOfHosts[],
  months: readonly TrafficMonth[],
  fit: UnitFit,
  { now, likelyOffset }: MasterClock,
  counter: Counter | null,
): Forecast | null {
  if (fit.verdict !== "fits") {
    return null;
  }
  const { unit, counted, ratio } = fit.fit;
  const gb = (of: Amounts) => gbOf(unit, countedOf(counted, of)) * ratio;
  const oldest = dashed(dayAt(now - FORECAST_DAYS * DAY, likelyOffset));
  const whole = days.filter((day) => isWhole(day) && day.day >= oldest);
  const hosts = whole.at(-1)?.hosts ?? 0;
  const daily = whole.filter((day) => day.hosts >= hosts).map(gb);
  const period = counter?.trafficResetAt && periodOf(now * 1000, counter.trafficResetAt.toISOString());
  if (period && counter.trafficUsedGb !== null) {
    return forecastOf(daily, { usedGb: counter.trafficUsedGb, now: now * 1000, end: period.end });
  }
  const next = monthsBack({ now, likelyOffset, offset: null }, -1);
  const [latest] = months;
  const isRunning = latest?.month === dashed(dayAt(now, likelyOffset)).slice(0, 7);
  const end = dayStart(next, likelyOffset) * 1000;
  return forecastOf(daily, { usedGb: latest && isRunning ? gb(latest) : 0, now: now * 1000, end });
}
