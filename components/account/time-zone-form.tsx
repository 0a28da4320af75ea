"use client";

import { type ReactNode, useEffect, useId, useState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { timeZones } from "@/lib/i18n/time-zones";
import { OwnZoneName } from "./own-time";
import "@/components/ui/form/field.css";

interface TimeZoneFormProps {
  current: string | null;
  action: FormAction;
  faults: Record<string, string>;
  texts: { label: string; browser: string; save: string; saved: string };
}

/**
 * In which zone times are shown: the browser's own, or always the same one. The page brings the chosen zone alone: a browser
 * knows the four hundred others by itself.
 */
export function TimeZoneForm({ current, action, faults, texts }: TimeZoneFormProps): ReactNode {
  const id = useId();
  const [zones, setZones] = useState(current ? [current] : []);
  useEffect(() => setZones((own) => [...new Set([...timeZones(), ...own])]), []);
  return (
    <FieldsForm action={action} submit={texts.save} done={texts.saved} faults={faults}>
      <div className="field">
        <label htmlFor={id}>{texts.label}</label>
        <select id={id} name="timeZone" className="input" defaultValue={current ?? ""}>
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
    </FieldsForm>
  );
}
