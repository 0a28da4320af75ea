"use client";

import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/form/text-field";

interface HostsFieldProps {
  label: string;
  hint: string;
  /** Of the hosts to choose from. */
  names: readonly string[];
}

/** So many fit under a field; whoever has more types. */
const MOST_NAMES = 24;

/** Names of hosts, separated by commas: typed, or added by a press. */
export function HostsField({ label, hint, names }: HostsFieldProps) {
  return (
    <>
      <TextField
        name="hosts"
        label={label}
        hint={hint}
        maxLength={600}
        autoComplete="off"
        verbatim
        list="own-hosts"
      />
      <div className="flex flex-wrap gap-2">
        {names.slice(0, MOST_NAMES).map((name) => (
          <Button key={name} icon="plus" onClick={({ currentTarget }) => addTo(currentTarget.form, name)}>
            {name}
          </Button>
        ))}
      </div>
      <datalist id="own-hosts">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function addTo(form: HTMLFormElement | null, name: string): void {
  const field = form?.elements.namedItem("hosts");
  if (field instanceof HTMLInputElement) {
    const named = field.value.split(/[,;，、；]/).map((one) => one.trim());
    field.value = [...new Set([...named, name])].filter(Boolean).join(", ");
  }
}
