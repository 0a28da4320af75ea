import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FaultTexts } from "@/components/ui/form/fault-texts";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";
import { type Messages, messagesFor } from "@/lib/i18n/messages";

/** What only the browser knows; it fills these in itself. */
const LATER = Object.fromEntries(["seconds", "min", "max", "text", "ref"].map((name) => [name, `{${name}}`]));

interface FaultsProps {
  /** A part of `faults.json`. Its sentences go before those of the parts around. */
  of: keyof Messages["faults"];
  /** For places in its sentences. */
  values?: Record<string, string | number>;
  children: ReactNode;
}

/** Gives the forms inside a sentence for each code with which they can be answered. */
export async function Faults({ of, values, children }: FaultsProps) {
  const t = await getTranslations("faults");
  const all = { ...LATER, shortest: SHORTEST_PASSWORD, longest: LONGEST_PASSWORD, ...values };
  const texts = Object.keys(messagesFor(await getLocale()).faults[of]).map((code) => [
    code,
    t(`${of}.${code}` as "common.invalid", all),
  ]);
  return <FaultTexts texts={JSON.stringify(Object.fromEntries(texts))}>{children}</FaultTexts>;
}
