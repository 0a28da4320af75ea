import { TextField } from "@/components/ui/form/text-field";

interface PortFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  placeholder: string;
  error?: string;
}

/** A text field: a number field would take `1e4` and lose what it can't read. */
export function PortField({ onChange, ...field }: PortFieldProps) {
  return (
    <TextField
      {...field}
      name="port"
      inputMode="numeric"
      autoComplete="off"
      maxLength={32}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
