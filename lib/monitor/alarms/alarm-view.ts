import type { AlarmKind } from "@/lib/notifications/kinds";

/** Of a host, and as many for all hosts of an account. */
export const MOST_ALARMS = 10;
export const MOST_MINUTES = 24 * 60;
/** For these RStack's samples are read; the others go by the host's state and its traffic. */
export const needsSamples = (kind: AlarmKind): boolean => kind !== "down" && kind !== "traffic-above";
export const isPercent = (kind: AlarmKind): boolean => /^(cpu|memory|traffic)-/.test(kind);

/** The units of the charts, which alarms are set in. */
export interface AlarmUnits {
  disk: string;
  network: string;
}
/** Empty where the figure has none. */
export const unitOf = (kind: AlarmKind, units: AlarmUnits): string =>
  isPercent(kind)
    ? "%"
    : kind.startsWith("disk")
      ? units.disk
      : kind.startsWith("network")
        ? units.network
        : "";

/** `waiting`: not looked at yet; `no-data`: RStack has no figures, which is no reason to go off. */
export type AlarmState = "paused" | "waiting" | "ok" | "fired" | "no-data";

/** Times are ISO 8601. */
export interface AlarmView {
  id: string;
  kind: AlarmKind;
  value: number;
  unit: string;
  minutes: number;
  /** `HH:MM` in `timeZone`; null: always told. */
  quietFrom: string | null;
  quietTo: string | null;
  timeZone: string;
  /** Of one host; null: for all hosts. */
  host: { id: string; name: string } | null;
  state: AlarmState;
  /** Of one for all hosts: on how many it has gone off. */
  firing: number;
  /** The last time that it went off; of the shown host. */
  last: {
    id: string;
    firedAt: string;
    resolvedAt: string | null;
    acknowledged: boolean;
  } | null;
}

export interface AlarmsView {
  alarms: AlarmView[];
  units: AlarmUnits;
  /** How often figures are read now, in minutes, where the call budget is short; else null. */
  slowMinutes: number | null;
}
