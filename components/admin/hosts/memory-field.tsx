"use client";

import { useFormatter } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/form/text-field";
import { MB_IN_GB } from "@/lib/units";

interface MemoryFieldProps {
  name: string;
  label: string;
  /** In MB, as RStack has it. */
  value?: number | null;
  unit?: string;
  /** What that is in GB; "#" stands for the number. */
  is: string;
}

/** Memory in RStack's own unit, and under it at once in the one that people think in. */
export function MemoryField({ value, is, ...field }: MemoryFieldProps) {
  const format = useFormatter();
  const [typed, setTyped] = useState(String(value ?? ""));
  const mb = /^\d+$/.test(typed) ? Number(typed) : null;
  return (
    <TextField
      {...field}
      defaultValue={value ?? ""}
      hint={mb ? is.replace("#", format.number(mb / MB_IN_GB, { maximumFractionDigits: 2 })) : undefined}
      inputMode="numeric"
      pattern="[0-9]*"
      maxLength={9}
      autoComplete="off"
      onInput={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
