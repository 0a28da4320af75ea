import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { useFaults } from "@/components/ui/form/fault-texts";
import { useFieldFault } from "@/components/ui/form/field-faults";
import { Form } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
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

interface ScheduleFormProps {
  action: FormAction;
  what: "snapshots" | "power";
  /** To change this one; else a new one. */
  schedule?: ScheduleView;
  /** The account's time zone; null: the browser's. */
  zone: string | null;
  texts: { submit: string; done: string };
}

/** At an hour when most hosts have little to do. */
const USUAL = { clock: "03:00", keep: 3 };

export function ScheduleForm({ action, what, schedule, zone, texts }: ScheduleFormProps) {
  const t = useTranslations("schedules");
  const o = useTranslations("operations");
  const vmid = useSheet().host.id;
  const { seed } = useHosts();
  return (
    <Form
      action={action}
      submit={texts.submit}
      variant={schedule ? undefined : "accent"}
      done={texts.done}
      className="grid gap-4"
      seed={schedule ? undefined : seed}
      hidden={schedule ? { vmid, schedule: schedule.id } : { vmid }}
    >
      {schedule ? null : what === "power" ? (
        <SelectField
          name="kind"
          label={t("field.action")}
          options={POWER_SCHEDULES.map((kind) => [kind, o(`kind.${kind}`)])}
        />
      ) : (
        <input type="hidden" name="kind" value={SNAPSHOT_SCHEDULES[0]} />
      )}
      <Days chosen={schedule?.days ?? EVERY_DAY} />
      <FieldGrid>
        {/* The browser's own field for a time follows its language: a.m. and p.m. beside this page's 24 hours. */}
        <TextField
          name="clock"
          label={t("field.clock")}
          defaultValue={schedule?.clock ?? USUAL.clock}
          pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
          title={useFaults().clock}
          placeholder={USUAL.clock}
          maxLength={5}
          autoComplete="off"
          required
        />
        <ZoneField chosen={schedule?.timeZone ?? zone} />
        {what === "snapshots" ? (
          <TextField
            name="keep"
            type="number"
            min={1}
            max={MOST_KEPT}
            label={t("field.keep")}
            hint={t("field.keepHint")}
            defaultValue={schedule?.keep ?? USUAL.keep}
            required
          />
        ) : null}
      </FieldGrid>
    </Form>
  );
}

/** Every day is no day ticked: the first press chooses a day, and doesn't leave one out. */
function Days({ chosen }: { chosen: readonly number[] }) {
  const id = useId();
  const t = useTranslations("schedules.field");
  const dayName = useDayName();
  return (
    <fieldset className="schedule-days" aria-describedby={id}>
      <legend>{t("days")}</legend>
      {EVERY_DAY.map((day) => (
        <CheckField
          key={day}
          name={`day${day}`}
          label={dayName(day)}
          defaultChecked={chosen.length < EVERY_DAY.length && chosen.includes(day)}
        />
      ))}
      <small id={id} className="col-span-full mt-2 text-ink-2">
        {t("daysHint")}
      </small>
    </fieldset>
  );
}

/** The page brings one zone alone: a browser knows the four hundred others by itself. */
function ZoneField({ chosen }: { chosen: string | null }) {
  const error = useFieldFault("timeZone");
  const t = useTranslations("schedules.field");
  const id = useId();
  const own = useZone(chosen);
  const [zones, setZones] = useState<string[]>([]);
  useEffect(() => setZones(timeZones()), []);
  return (
    <div className="field">
      <label htmlFor={id}>{t("timeZone")}</label>
      <select
        key={own}
        id={id}
        name="timeZone"
        data-told
        className="input"
        defaultValue={own}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-said` : undefined}
      >
        {[...new Set([own, "UTC", ...zones])].map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </select>
      {error ? (
        <small id={`${id}-said`} role="alert" className="text-alert-text">
          {error}
        </small>
      ) : null}
    </div>
  );
}
