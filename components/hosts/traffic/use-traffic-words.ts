import { useFormatter, useTranslations } from "next-intl";
import type { Amounts } from "@/lib/monitor/traffic/traffic-view";

/** How amounts, days and months of traffic are written. Days are the platform's: no zone shifts them. */
export function useTrafficWords() {
  const w = useTranslations("words");
  const format = useFormatter();
  const number = (value: number) =>
    format.number(value, { maximumFractionDigits: value < 1 ? 2 : value < 100 ? 1 : 0 });
  const gb = (value: number) => w("valueGb", { value: number(value) });
  const at = (day: string) => new Date(`${day}T00:00:00Z`);
  return {
    gb,
    /** In GB, or as the samples have it where their unit isn't known. */
    amount: ({ inSum, outSum, inGb, outGb }: Amounts, of: "in" | "out" | "both") => {
      const known = inGb !== null && outGb !== null;
      const [inValue, outValue] = known ? [inGb, outGb] : [inSum, outSum];
      const value = of === "in" ? inValue : of === "out" ? outValue : inValue + outValue;
      return known ? gb(value) : format.number(value, { notation: "compact", maximumSignificantDigits: 3 });
    },
    /** `2026-12-03` as Dec 3. */
    day: (day: string) => format.dateTime(at(day), { timeZone: "UTC", month: "short", day: "numeric" }),
    /** `2026-12` as December 2026. */
    month: (month: string) =>
      format.dateTime(at(`${month}-01`), { timeZone: "UTC", month: "long", year: "numeric" }),
  };
}
