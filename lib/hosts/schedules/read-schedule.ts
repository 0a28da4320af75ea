import { isTimeZone } from "../../i18n/time-zones";
import { makesSnapshots, type ScheduleKind } from "../../operations/schedule-kinds";
import { EVERY_DAY, readClock, type ScheduleTime } from "./calendar";
import { MOST_KEPT } from "./schedule-view";

/** What a person wants of a schedule, beside what for. */
export interface WantedSchedule extends ScheduleTime {
  keep: number | null;
}

/** A form's fields as they come. */
export interface ScheduleForm {
  clock: string;
  timeZone: string;
  keep: string;
  /** Whether each is ticked, Monday first. */
  days: readonly boolean[];
}

type Read = { ok: true; wanted: WantedSchedule } | { ok: false; fields: Record<string, string> };

/** The faults are codes of `faults.json`, by field. No day ticked is every day. */
export function readSchedule(kind: ScheduleKind, form: ScheduleForm): Read {
  const minuteOfDay = readClock(form.clock.trim());
  const ticked = EVERY_DAY.filter((day) => form.days[day - 1]);
  const days = ticked.length === 0 ? EVERY_DAY : ticked;
  const keep = makesSnapshots(kind) ? countOf(form.keep) : null;
  const timeZone = form.timeZone.trim();
  const wrong = {
    clock: minuteOfDay === null,
    timeZone: !isTimeZone(timeZone),
    keep: keep === "wrong",
  };
  const fields = Object.entries(wrong).flatMap(([field, isWrong]) => (isWrong ? [[field, field]] : []));
  return fields.length > 0 || minuteOfDay === null || keep === "wrong"
    ? { ok: false, fields: Object.fromEntries(fields) }
    : { ok: true, wanted: { days, minuteOfDay, timeZone, keep } };
}

function countOf(text: string): number | "wrong" {
  const count = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 1 && count <= MOST_KEPT ? count : "wrong";
}
