import { useFormatter, useTranslations } from "next-intl";
import { LIMIT_CODES, type LimitName } from "@/lib/provider/plan";

/** A number of RStack's as people read it: a code is the word that its box has. Null where RStack doesn't tell. */
export function useTold() {
  const f = useTranslations("fleet-hosts.form");
  const format = useFormatter();
  return (name: string, value: number | null | undefined, unit?: string): string | null => {
    if (value === null || value === undefined) {
      return null;
    }
    const code = name in LIMIT_CODES ? LIMIT_CODES[name as LimitName] : null;
    return value === code
      ? f(code === -1 ? "ofGroup" : "unlimited")
      : [format.number(value), unit].filter(Boolean).join(" ");
  };
}
