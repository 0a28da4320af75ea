import type { CountedTraffic, NetworkUnit } from "./fit-unit";

/** In and out: the sum of samples, and GB (10⁹ bytes) once their unit is known. */
export interface Amounts {
  inSum: number;
  outSum: number;
  inGb: number | null;
  outGb: number | null;
}

export interface TrafficDay extends Amounts {
  /** `2026-12-03`, by the platform's calendar. */
  day: string;
  /** How many of its minutes were recorded. */
  minutes: number;
  /** The day was over when it was read. */
  complete: boolean;
}

export interface TrafficMonth extends Amounts {
  /** `2026-12`. */
  month: string;
  /** So many of its days were recorded, and so many of them with nearly all minutes. */
  days: number;
  wholeDays: number;
}

/** What the counter will say at a period's end if it goes on as it did, and between what it lies nine times of ten. GB. */
export interface Forecast {
  /** ISO 8601. */
  until: string;
  gb: number;
  lowGb: number;
  highGb: number;
}

export interface TrafficView {
  /** Of the samples; null while the counters don't tell it. */
  unit: NetworkUnit | null;
  /** What RStack's counter counts; null while that can't be told. */
  counted: CountedTraffic | null;
  /** Oldest first; a day of which nothing is recorded is missing. */
  days: TrafficDay[];
  /** The newest first. */
  months: TrafficMonth[];
  forecast: Forecast | null;
}

/** So many months are kept and told, the running one among them. */
export const TRAFFIC_MONTHS = 13;

/** From so many of its 1,440 minutes on a day counts as recorded as a whole. */
export const WHOLE_DAY_MINUTES = 1_368;
