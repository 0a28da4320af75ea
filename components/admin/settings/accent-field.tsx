"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useFaults } from "@/components/ui/form/fault-texts";
import { Field, inputClass } from "@/components/ui/form/field";
import { useFieldFault } from "@/components/ui/form/field-faults";
import { accentOf, PANEL_ACCENT, type Palette } from "@/lib/provider/accent";

interface AccentFieldProps {
  /** `#rrggbb` or empty. */
  current: string;
  /** What holds while the field is empty. */
  placeholder: string;
  /** What the button of the sample says. */
  sample: string;
}

/** A colour as text, with the browser's own picker beside it, and what the panel makes of it in both themes. */
export function AccentField({ current, placeholder, sample }: AccentFieldProps) {
  const t = useTranslations("settings.look");
  const [typed, setTyped] = useState(current);
  const id = useId();
  const made = typed.trim() === "" ? null : accentOf(typed.trim());
  const faults = useFaults();
  const refused = useFieldFault("accent");
  const fault = made && !made.ok ? faults[made.fault] : refused;
  return (
    <Field id={id} label={t("accent")} hint={t("accentHint")} error={fault}>
      <span className="flex gap-2">
        <input
          id={id}
          data-told
          name="accent"
          className={inputClass}
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
          className="h-9 w-13 shrink-0 cursor-pointer rounded-md border border-edge bg-card p-1 max-md:h-11"
          aria-label={t("pick")}
          value={/^#[0-9a-f]{6}$/i.test(typed) ? typed : placeholder || PANEL_ACCENT}
          onChange={(event) => setTyped(event.target.value)}
        />
      </span>
      {made?.ok ? (
        <span className="mt-1 flex flex-wrap gap-2" aria-hidden="true">
          <Sample palette={made.accent.light} ground="#fafaf9" sample={sample} />
          <Sample palette={made.accent.dark} ground="#181817" sample={sample} />
        </span>
      ) : null}
    </Field>
  );
}

interface SampleProps extends Pick<AccentFieldProps, "sample"> {
  palette: Palette;
  ground: string;
}

/** A button and a link, as SVG: the page's policy forbids style attributes. */
const Sample = ({ palette, ground, sample }: SampleProps) => (
  <svg
    className="h-13 rounded-md border border-line-2 font-medium text-13"
    viewBox="0 0 180 52"
    aria-hidden="true"
  >
    <rect width="180" height="52" fill={ground} />
    <rect x="10" y="10" width="72" height="32" rx="8" fill={palette.accent} />
    <text x="46" y="31" textAnchor="middle" fill={palette["on-accent"]}>
      {sample}
    </text>
    <text x="96" y="31" textDecoration="underline" fill={palette["accent-ink"]}>
      {useTranslations("settings.links")("href")}
    </text>
  </svg>
);
