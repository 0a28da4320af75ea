import { readClock } from "@/lib/hosts/schedules/calendar";
import { isTimeZone } from "@/lib/i18n/time-zones";
import type { AlarmKind } from "@/lib/notifications/kinds";
import { isPercent, MOST_MINUTES } from "./alarm-view";
import type { AlarmRule, QuietHours } from "./judge";

/** A form's fields as they come. */
export interface AlarmForm {
  kind: AlarmKind;
  value: string;
  minutes: string;
  quietFrom: string;
  quietTo: string;
  timeZone: string;
}

type Read = { ok: true; wanted: AlarmRule & QuietHours } | { ok: false; fields: Record<string, string> };

const LARGEST = 1_000_000;

/** The faults are codes of `faults.json`, by field. What a kind doesn't need isn't read. */
export function readAlarm(form: AlarmForm): Read {
  const { kind } = form;
  const value = kind === "down" ? 0 : numberOf(form.value);
  const minutes = kind === "traffic-above" ? 0 : numberOf(form.minutes);
  const [quietFrom, quietTo] = [form.quietFrom, form.quietTo].map((text) => readClock(text.trim()));
  const isQuietEmpty = form.quietFrom.trim() === "" && form.quietTo.trim() === "";
  const isQuietWrong = !isQuietEmpty && (quietFrom == null || quietTo == null || quietFrom === quietTo);
  const wrong = {
    ...(value === null || value < 0 || value > (isPercent(kind) ? 100 : LARGEST)
      ? { value: isPercent(kind) ? "alarm-percent" : "alarm-value" }
      : {}),
    ...(minutes === null ||
    (kind !== "traffic-above" && (minutes < 1 || minutes > MOST_MINUTES || !Number.isInteger(minutes)))
      ? { minutes: "alarm-minutes" }
      : {}),
    ...(isQuietWrong ? { quietFrom: "alarm-quiet" } : {}),
  };
  if (value === null || minutes === null || Object.keys(wrong).length > 0) {
    return { ok: false, fields: wrong };
  }
  return {
    ok: true,
    wanted: {
      kind,
      value,
      minutes,
      quietFrom: isQuietEmpty ? null : (quietFrom ?? null),
      quietTo: isQuietEmpty ? null : (quietTo ?? null),
      timeZone: isTimeZone(form.timeZone) ? form.timeZone : "UTC",
    },
  };
}

function numberOf(text: string): number | null {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(number) ? number : null;
}
