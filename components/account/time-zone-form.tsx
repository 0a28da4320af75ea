"use client";

import { useEffect, useRef, useState } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { inputClass } from "@/components/ui/form/field";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { timeZones } from "@/lib/i18n/time-zones";
import { OwnZoneName } from "./own-time";

interface TimeZoneFormProps {
  current: string | null;
  action: FormAction;
  texts: { label: string; browser: string; save: string };
}

/** Arrow keys and typed letters change a closed choice again and again on the way to what is meant. */
const REST_MS = 700;

/**
 * In which zone times are shown: the browser's own, or always the same one; saved as soon as one is chosen. The page brings
 * the chosen zone alone: a browser knows the four hundred others by itself.
 */
export function TimeZoneForm({ current, action, texts }: TimeZoneFormProps) {
  const [zones, setZones] = useState(current ? [current] : []);
  useEffect(() => setZones((own) => [...new Set([...timeZones(), ...own])]), []);
  const choice = useRef<HTMLSelectElement>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const save = () => {
    clearTimeout(waiting.current);
    waiting.current = undefined;
    choice.current?.form?.requestSubmit();
  };
  return (
    <Form action={action} className="flex w-44 flex-col gap-2 md:w-56" keep>
      <select
        ref={choice}
        name="timeZone"
        className={inputClass}
        aria-label={texts.label}
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
      <noscript>
        <SubmitButton>{texts.save}</SubmitButton>
      </noscript>
    </Form>
  );
}
