"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ButtonLook } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { useZone } from "@/components/ui/use-zone";
import { type AlarmUnits, type AlarmView, unitOf } from "@/lib/monitor/alarms/alarm-view";
import { ALARM_KINDS, type AlarmKind } from "@/lib/notifications/kinds";
import { useAlarmName } from "./alarm-name";

interface AlarmDialogProps {
  action: FormAction;
  /** Whose it is, as its form says; empty for all hosts. */
  hidden: Record<string, string>;
  units: AlarmUnits;
  /** The account's time zone; null: the browser's. */
  zone: string | null;
  /** To change this one; else a new one. */
  alarm?: AlarmView;
  look?: ButtonLook;
  deed?: string;
}

const USUAL = { kind: "cpu-above", value: 90, minutes: 10 } as const;

/** A button, and a dialog with what an alarm watches for. */
export function AlarmDialog({ action, hidden, units, zone, alarm, look, deed }: AlarmDialogProps) {
  const w = useTranslations("words");
  const t = useTranslations("alarms");
  const name = useAlarmName();
  const { value, minutes, quietFrom, quietTo } = alarm ?? { ...USUAL, quietFrom: null, quietTo: null };
  const [kind, setKind] = useState<AlarmKind>(alarm?.kind ?? USUAL.kind);
  const timeZone = useZone(alarm?.timeZone ?? zone);
  const title = alarm ? t("editTitle") : (deed ?? t("add"));
  return (
    <FormDialog
      id={alarm ? `edit-alarm-${alarm.id}` : "add-alarm"}
      action={action}
      deed={alarm ? w("save") : title}
      title={title}
      opens={
        alarm
          ? { icon: "pencil", variant: "ghost", label: w("of", { what: w("edit"), name: name(alarm) }) }
          : { icon: "plus", ...look }
      }
      hidden={{ ...hidden, timeZone, ...(alarm ? { alarm: alarm.id } : {}) }}
    >
      <SelectField
        name="kind"
        label={t("field.kind")}
        value={kind}
        options={ALARM_KINDS.map((one) => {
          const unit = unitOf(one, units);
          return [one, unit ? w("withUnit", { name: t(`choose.${one}`), unit }) : t(`choose.${one}`)];
        })}
        onChoose={(chosen) => setKind(ALARM_KINDS.find((one) => one === chosen) ?? kind)}
      />
      <div className="grid grid-cols-2 items-start gap-4">
        {kind === "down" ? null : (
          <TextField
            name="value"
            inputMode="decimal"
            label={t("field.value")}
            defaultValue={value}
            maxLength={12}
            autoComplete="off"
          />
        )}
        {kind === "traffic-above" ? null : (
          <TextField
            name="minutes"
            inputMode="numeric"
            label={t("field.minutes")}
            unit={t("field.min")}
            defaultValue={minutes || USUAL.minutes}
            maxLength={6}
            autoComplete="off"
          />
        )}
      </div>
      <div className="grid grid-cols-2 items-start gap-x-4">
        {(["quietFrom", "quietTo"] as const).map((field) => (
          <TextField
            key={field}
            name={field}
            label={t(`field.${field}`)}
            defaultValue={(field === "quietFrom" ? quietFrom : quietTo) ?? ""}
            placeholder={field === "quietFrom" ? "22:00" : "07:00"}
            maxLength={5}
            autoComplete="off"
          />
        ))}
        <small className="col-span-2 mt-1.5 text-12 text-ink-3">
          {t("field.quietHint", { zone: timeZone.replaceAll("_", " ") })}
        </small>
      </div>
    </FormDialog>
  );
}
