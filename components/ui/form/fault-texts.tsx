"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionResult } from "@/lib/action-result";

export type FaultSentences = Record<string, string>;
const Texts = createContext<FaultSentences>({});

/** Sentences by code for the forms inside, over those that are known around it. `texts`: JSON, of `app/faults.tsx`. */
export function FaultTexts({ texts, children }: { texts: string; children: ReactNode }) {
  const around = use(Texts);
  const all = useMemo(() => ({ ...around, ...(JSON.parse(texts) as FaultSentences) }), [around, texts]);
  return <Texts value={all}>{children}</Texts>;
}

export const useFaults = (): FaultSentences => use(Texts);

/** A sentence with its `{places}` filled in; "" for one that isn't there. */
export const filled = (
  text: string | undefined,
  values: Record<string, string | number | undefined>,
): string => (text ?? "").replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));

/** The sentence for what went wrong, by `code-reason`, reason or code; null where nothing did. */
export function faultText(result: ActionResult | null, faults: FaultSentences): string | null {
  if (!result || result.ok) {
    return null;
  }
  const { code, reason = "", ref, said, waitSeconds } = result;
  const known = faults[`${code}-${reason}`] ?? faults[reason] ?? faults[code] ?? faults.internal;
  const text = filled(known, { seconds: waitSeconds ?? 1 });
  const whole = ref ? filled(faults.withReference ?? "{text} ({ref})", { text, ref }) : text;
  // What RStack said, in its own words; after a Chinese full stop or colon there is room enough.
  return said ? `${whole}${/[。：]$/.test(whole) ? "" : " "}“${said}”` : whole;
}

interface FaultLineProps {
  result: ActionResult | null;
  /** Those of the form; without them those around. */
  faults?: FaultSentences;
  /** In place of the sentence by code. */
  text?: ReactNode;
  className?: string;
}

/** Why nothing came of it. Who is signed out by now signs in beside it, so that what was typed stays here. */
export function FaultLine({ result, text, className, ...own }: FaultLineProps) {
  const around = useFaults();
  const faults = own.faults ?? around;
  if (!result || result.ok) {
    return null;
  }
  const said = text ?? faultText(result, faults);
  return said === "" ? null : (
    <NoticeLine tone="alert" role="alert" className={className}>
      {said}
      {result.code === "signed-out" && faults["sign-in-again"] ? (
        <>
          {" "}
          <a href={signInHere()} target="_blank" rel="noopener">
            {faults["sign-in-again"]}
          </a>
        </>
      ) : null}
    </NoticeLine>
  );
}

/** Without a page's address, before hydration, the way in alone. */
const signInHere = (): string =>
  typeof window === "undefined"
    ? "/sign-in"
    : `/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
