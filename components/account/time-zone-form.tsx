"use client";

import { useActionState, useEffect, useId, useRef, useState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { limited } from "@/components/ui/form/limited-action";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { NoticeLine } from "@/components/ui/notice-line";
import { timeZones } from "@/lib/i18n/time-zones";
import { OwnZoneName } from "./own-time";
import "@/components/ui/form/field.css";

interface TimeZoneFormProps {
  current: string | null;
  action: FormAction;
  faults: Record<string, string>;
  texts: { label: string; browser: string; save: string; saved: string };
}

/** Arrow keys and typed letters change a closed choice again and again on the way to what is meant. */
const REST_MS = 700;

/**
 * In which zone times are shown: the browser's own, or always the same one; saved as soon as one is chosen. The page brings
 * the chosen zone alone: a browser knows the four hundred others by itself.
 */
export function TimeZoneForm({ current, action, faults, texts }: TimeZoneFormProps) {
  const id = useId();
  const [result, run, pending] = useActionState(limited(action), null);
  const [zones, setZones] = useState(current ? [current] : []);
  useEffect(() => setZones((own) => [...new Set([...timeZones(), ...own])]), []);
  const form = useRef<HTMLFormElement>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const save = () => {
    clearTimeout(waiting.current);
    waiting.current = undefined;
    form.current?.requestSubmit();
  };
  return (
    // React would empty the form after its action, to what held before.
    <form ref={form} action={run} className="grid max-w-sm gap-4" onReset={(event) => event.preventDefault()}>
      <div className="field">
        <label htmlFor={id}>{texts.label}</label>
        <select
          id={id}
          name="timeZone"
          className="input"
          defaultValue={current ?? ""}
          onChange={() => {
            clearTimeout(waiting.current);
            waiting.current = setTimeout(save, REST_MS);
          }}
          onBlur={() => waiting.current && save()}
        >
          <option value="">
            {texts.browser} · <OwnZoneName zone={null} />
          </option>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </div>
      {result && !pending ? (
        <NoticeLine tone={result.ok ? "run" : "alert"} role={result.ok ? "status" : "alert"}>
          {result.ok ? texts.saved : faultText(result, faults)}
        </NoticeLine>
      ) : null}
      <noscript>
        <SubmitKey>{texts.save}</SubmitKey>
      </noscript>
    </form>
  );
}
