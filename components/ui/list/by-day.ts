import { getFormatter, getLocale, getTimeZone } from "next-intl/server";

export interface Day<Entry> {
  /** Its date in words, or Today, Yesterday. */
  title: string;
  /** YYYY-MM-DD, in the zone of the title. */
  day: string;
  entries: Entry[];
}

/** Each day's under its date, in the account's zone or else the server's; in the order they came in. */
export async function byDay<Entry>(
  entries: readonly Entry[],
  isoOf: (entry: Entry) => string,
  zone: string | null,
): Promise<Day<Entry>[]> {
  const format = await getFormatter();
  const timeZone = zone ?? (await getTimeZone());
  const now = Date.now();
  const near = nearDays(await getLocale(), timeZone, now);
  const isThisYear = (iso: string) => iso.slice(0, 4) === new Date(now).toISOString().slice(0, 4);
  const days = new Map<string, Day<Entry>>();
  for (const entry of entries) {
    const iso = isoOf(entry);
    const day = dayIn(iso, timeZone);
    const title =
      near.get(day) ??
      format.dateTime(new Date(iso), {
        ...{ weekday: "short", day: "numeric", month: "short", timeZone },
        year: isThisYear(iso) ? undefined : "numeric",
      });
    const known = days.get(day) ?? { title, day, entries: [] };
    known.entries.push(entry);
    days.set(day, known);
  }
  return [...days.values()];
}

const dayIn = (iso: string, timeZone: string): string =>
  // Sweden writes dates as ISO 8601 does.
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(new Date(iso));

const DAY_MS = 86_400_000;

/** Today and yesterday, as the language calls them. */
function nearDays(locale: string, timeZone: string, now: number): Map<string, string> {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return new Map(
    [0, -1].map((far) => {
      const word = words.format(far, "day");
      return [
        dayIn(new Date(now + far * DAY_MS).toISOString(), timeZone),
        word.slice(0, 1).toUpperCase() + word.slice(1),
      ];
    }),
  );
}
