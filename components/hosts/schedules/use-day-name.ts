import { useFormatter } from "next-intl";

/** 1 January 2024 was a Monday. */
const mondayPlus = (days: number) => new Date(Date.UTC(2024, 0, 1 + days));

/** Short name of a day of the week; 1 is Monday. */
export function useDayName(): (day: number) => string {
  const format = useFormatter();
  return (day) => format.dateTime(mondayPlus(day - 1), { weekday: "short", timeZone: "UTC" });
}
