"use client";

import { type CSSProperties, useId, useState } from "react";
import { useFaults } from "@/components/ui/form/fault-texts";
import { useFieldFault } from "@/components/ui/form/field-faults";
import { accentOf, PANEL_ACCENT, type Palette } from "@/lib/provider/accent";
import "@/components/ui/form/field.css";

interface AccentFieldProps {
  /** `#rrggbb` or empty. */
  current: string;
  /** What holds while the field is empty. */
  placeholder: string;
  texts: {
    label: string;
    hint: string;
    pick: string;
    light: string;
    dark: string;
    sample: string;
    sampleLink: string;
  };
}

/** A colour as text, with the browser's own picker in it, and what the panel makes of it in both themes. */
export function AccentField({ current, placeholder, texts }: AccentFieldProps) {
  const [typed, setTyped] = useState(current);
  const id = useId();
  const made = typed.trim() === "" ? null : accentOf(typed.trim());
  const faults = useFaults();
  const refused = useFieldFault("accent");
  const fault = made && !made.ok ? faults[made.fault] : refused;
  return (
    <div className="field">
      <label htmlFor={id}>{texts.label}</label>
      <span className="accent-typed">
        <input
          id={id}
          data-told
          name="accent"
          className="input"
          value={typed}
          placeholder={placeholder || (current ? undefined : PANEL_ACCENT)}
          maxLength={7}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${id}-said`}
          onChange={(event) => setTyped(event.target.value)}
        />
        <input
          type="color"
          aria-label={texts.pick}
          value={/^#[0-9a-f]{6}$/i.test(typed) ? typed : placeholder || PANEL_ACCENT}
          onChange={(event) => setTyped(event.target.value)}
        />
      </span>
      <small id={`${id}-said`} className={fault ? "text-bad-ink" : undefined}>
        {fault ?? texts.hint}
      </small>
      {made?.ok ? (
        <span className="mt-2 grid grid-cols-2 gap-2" aria-hidden="true">
          <Sample palette={made.accent.light} theme="light" name={texts.light} texts={texts} />
          <Sample palette={made.accent.dark} theme="dark" name={texts.dark} texts={texts} />
        </span>
      ) : null}
    </div>
  );
}

interface SampleProps {
  palette: Palette;
  theme: "light" | "dark";
  name: string;
  texts: Pick<AccentFieldProps["texts"], "sample" | "sampleLink">;
}

function Sample({ palette, theme, name, texts }: SampleProps) {
  const colours: CSSProperties & Record<`--${string}`, string> = {
    "--sample": palette.accent,
    "--sample-on": palette["on-accent"],
    "--sample-text": palette["accent-ink"],
  };
  return (
    <span className={`accent-sample accent-sample-${theme}`} style={colours}>
      <small>{name}</small>
      <b>{texts.sample}</b>
      <u>{texts.sampleLink}</u>
    </span>
  );
}
