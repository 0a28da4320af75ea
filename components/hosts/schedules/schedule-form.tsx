import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { useFaults } from "@/components/ui/form/fault-texts";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { useZone } from "@/components/ui/use-zone";
import { EVERY_DAY } from "@/lib/hosts/schedules/calendar";
import { MOST_KEPT, type ScheduleView } from "@/lib/hosts/schedules/schedule-view";
import { timeZones } from "@/lib/i18n/time-zones";
import { POWER_SCHEDULES, SNAPSHOT_SCHEDULES } from "@/lib/operations/schedule-kinds";
import { useHosts } from "../live/hosts-live";
import { useSheet } from "../sheet-context";
import { useDayName } from "./use-day-name";

interface ScheduleDialogProps {
  id: string;
  action: FormAction;
  what: "snapshots" | "power";
  /** To change this one; else a new one. */
  schedule?: ScheduleView;
  /** What tells it from others. */
  name?: string;
  /** The account's time zone; null: the browser's. */
  zone: string | null;
}

/** At an hour when most hosts have little to do. */
const USUAL = { clock: "03:00", keep: 3 };

/** A button, and what a schedule does and when in a dialog of that id. */
export function ScheduleDialog({ id, action, what, schedule, name, zone }: ScheduleDialogProps) {
  const w = useTranslations("words");
  const t = useTranslations("schedules");
  const o = useTranslations("operations");
  const vmid = useSheet().host.id;
  const { seed } = useHosts();
  const own = useZone(schedule?.timeZone ?? zone);
  // The page brings one zone alone: a browser knows the four hundred others by itself.
  const [zones, setZones] = useState<string[]>([]);
  useEffect(() => setZones(timeZones()), []);
  return (
    <FormDialog
      id={id}
      action={action}
      deed={schedule ? w("save") : t("add")}
      title={t(schedule ? "edit" : "add")}
      opens={
        schedule
          ? {
              shown: t("edit"),
              label: w("of", { what: t("edit"), name: name ?? "" }),
              className: "flex-1 md:max-w-60",
            }
          : { icon: "plus", className: "self-start" }
      }
      seed={schedule ? undefined : seed}
      hidden={schedule ? { vmid, schedule: schedule.id } : { vmid }}
    >
      {schedule ? null : what === "power" ? (
        <SelectField
          name="kind"
          label={w("action")}
          options={POWER_SCHEDULES.map((kind) => [kind, o(`kind.${kind}`)])}
        />
      ) : (
        <input type="hidden" name="kind" value={SNAPSHOT_SCHEDULES[0]} />
      )}
      <Days chosen={schedule?.days ?? EVERY_DAY} />
      <div className="grid grid-cols-2 items-start gap-4">
        {/* The browser's own field for a time follows its language: a.m. and p.m. beside this page's 24 hours. */}
        <TextField
          name="clock"
          label={w("time")}
          defaultValue={schedule?.clock ?? USUAL.clock}
          pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
          title={useFaults().clock}
          placeholder={USUAL.clock}
          maxLength={5}
          autoComplete="off"
          required
        />
        <SelectField
          key={own}
          name="timeZone"
          label={w("timeZone")}
          value={own}
          options={[...new Set([own, "UTC", ...zones])].map((one) => [one, one.replaceAll("_", " ")])}
        />
        {what === "snapshots" ? (
          <TextField
            name="keep"
            type="number"
            min={1}
            max={MOST_KEPT}
            label={t("field.keep")}
            defaultValue={schedule?.keep ?? USUAL.keep}
            required
          />
        ) : null}
      </div>
    </FormDialog>
  );
}

/** Every day is no day ticked: the first press chooses a day, and doesn't leave one out. */
function Days({ chosen }: { chosen: readonly number[] }) {
  const id = useId();
  const t = useTranslations("schedules.field");
  const dayName = useDayName();
  return (
    <fieldset className="grid grid-cols-7 gap-1.5" aria-describedby={id}>
      <legend className="mb-1.5 font-medium text-13">{t("days")}</legend>
      {EVERY_DAY.map((day) => (
        <label
          key={day}
          className="relative grid h-9 place-items-center rounded-md border border-edge text-13 text-ink-2 has-checked:border-accent has-checked:bg-select has-checked:font-medium has-checked:text-accent-ink has-focus-visible:outline-2 has-focus-visible:outline-accent-ink max-md:h-11"
        >
          <input
            type="checkbox"
            name={`day${day}`}
            value="1"
            className="absolute inset-0 size-full cursor-pointer opacity-0"
            defaultChecked={chosen.length < EVERY_DAY.length && chosen.includes(day)}
          />
          {dayName(day)}
        </label>
      ))}
      <small id={id} className="col-span-full text-12 text-ink-3">
        {t("daysHint")}
      </small>
    </fieldset>
  );
}
