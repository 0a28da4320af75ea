import { TextField } from "@/components/ui/form/text-field";

interface NumberFieldProps {
  name: string;
  label: string;
  value?: number | null;
  hint?: string;
  unit?: string;
  required?: boolean;
}

/** A whole number, as text: no wheel changes it, and a phone shows its digits. */
export function NumberField({ value, ...field }: NumberFieldProps) {
  return (
    <TextField
      {...field}
      defaultValue={value ?? ""}
      inputMode="numeric"
      pattern="[0-9]*"
      maxLength={9}
      autoComplete="off"
    />
  );
}
