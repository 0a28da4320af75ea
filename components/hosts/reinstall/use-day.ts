import { useFormatter } from "next-intl";

/** "30 Nov 2026" of `YYYY-MM-DD`: a day of the master's calendar, the same in every zone. */
export function useDay(): (day: string) => string {
  const format = useFormatter();
  return (day) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), {
      year: "numeric",
      month: "short",
      day: "numeric",
      timeZone: "UTC",
    });
}
