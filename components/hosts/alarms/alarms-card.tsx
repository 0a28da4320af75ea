"use client";

import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Switch } from "@/components/ui/form/check-field";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Link } from "@/components/ui/link";
import type { AlarmsView, AlarmView } from "@/lib/monitor/alarms/alarm-view";
import { AlarmDialog } from "./alarm-dialog";
import { useAlarmName } from "./alarm-name";
import { AlarmStateLine } from "./alarm-state";

export interface AlarmActions {
  saveAlarm: FormAction;
  holdAlarm: FormAction;
  dropAlarm: FormAction;
}

interface AlarmsCardProps {
  vmid: string;
  view: AlarmsView;
  /** The account's time zone; null: the browser's. */
  zone: string | null;
  /** Null for who only reads. */
  actions: AlarmActions | null;
  /** In a person's own name; null in a view. */
  acknowledge: FormAction | null;
  /** Null for staff, whose list of alarms there is none. */
  listHref: string | null;
}

/** A host's alarms, those for all hosts among them. */
export function AlarmsCard({ vmid, view, zone, actions, acknowledge, listHref }: AlarmsCardProps) {
  const t = useTranslations("alarms");
  const { alarms, units, slowMinutes } = view;
  return (
    <Card
      id="alarms"
      title={t("title")}
      flush
      className="mt-4"
      action={
        <>
          {listHref ? (
            <ButtonLink href={listHref} variant="ghost">
              {t("all")}
            </ButtonLink>
          ) : null}
          {actions ? (
            <AlarmDialog action={actions.saveAlarm} hidden={{ vmid }} units={units} zone={zone} />
          ) : null}
        </>
      }
      foot={slowMinutes === null ? null : t("slow", { minutes: slowMinutes })}
    >
      {alarms.length === 0 ? (
        <p className="px-5 py-4 text-13 text-ink-2 max-md:px-4">{t("noneText")}</p>
      ) : (
        <div className="divide-y divide-line">
          {alarms.map((alarm) => (
            <AlarmRow key={alarm.id} {...{ alarm, vmid, units, zone, actions, acknowledge, listHref }} />
          ))}
        </div>
      )}
    </Card>
  );
}

type AlarmRowProps = Omit<AlarmsCardProps, "view"> & { alarm: AlarmView; units: AlarmsView["units"] };

function AlarmRow({ alarm, vmid, units, zone, actions, acknowledge, listHref }: AlarmRowProps) {
  const t = useTranslations("alarms");
  const w = useTranslations("words");
  const name = useAlarmName()(alarm);
  const { last, host, state } = alarm;
  return (
    <SettingRow
      label={name}
      text={<AlarmStateLine alarm={alarm} zone={zone} />}
      value={host === null ? listHref ? <Link href={listHref}>{w("allHosts")}</Link> : w("allHosts") : null}
      control={
        <>
          {acknowledge && last && state === "fired" && !last.acknowledged ? (
            <Form action={acknowledge} hidden={{ vmid, episode: last.id }}>
              <SubmitButton aria-label={w("of", { what: t("acknowledge"), name })}>
                {t("acknowledge")}
              </SubmitButton>
            </Form>
          ) : null}
          {actions && host !== null ? (
            <AlarmControls alarm={alarm} hidden={{ vmid }} units={units} zone={zone} actions={actions} />
          ) : null}
        </>
      }
    />
  );
}

interface AlarmControlsProps {
  alarm: AlarmView;
  /** Whose it is, as its forms say; empty for all hosts. */
  hidden: Record<string, string>;
  units: AlarmsView["units"];
  zone: string | null;
  actions: AlarmActions;
}

/** What can be done with an alarm: change, remove, pause. */
export function AlarmControls({ alarm, hidden, units, zone, actions }: AlarmControlsProps) {
  const w = useTranslations("words");
  const name = useAlarmName()(alarm);
  const own = { ...hidden, alarm: alarm.id };
  const isOn = alarm.state !== "paused";
  return (
    <span className="inline-flex items-center gap-1">
      <AlarmDialog action={actions.saveAlarm} {...{ hidden, units, zone, alarm }} />
      <Form action={actions.dropAlarm} hidden={own}>
        <SubmitButton
          variant="ghost"
          icon="trash"
          aria-label={w("of", { what: w("removeEntry"), name })}
          title={w("removeEntry")}
        />
      </Form>
      <Form action={actions.holdAlarm} hidden={{ ...own, paused: isOn ? "1" : "0" }}>
        <Switch label={w("of", { what: w("on"), name })} on={isOn} />
      </Form>
    </span>
  );
}
