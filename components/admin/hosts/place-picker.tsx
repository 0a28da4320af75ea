"use client";

import { useRouter } from "next/navigation";
import { useId, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field, inputClass } from "@/components/ui/form/field";
import { GetForm } from "@/components/ui/form/get-form";
import { useScriptRuns } from "@/components/ui/form/use-script-runs";

interface PlacePickerProps {
  label: string;
  show: string;
  /** What stands for no node. */
  none: string;
  value: string;
  groups: { label: string; options: { value: string; text: string; disabled: boolean }[] }[];
  /** Kept in the address beside the place. */
  owner: string;
}

/** Another place has other images and addresses: the page is drawn for it, and what was typed below stays. */
export function PlacePicker({ label, show, none, value, groups, owner }: PlacePickerProps) {
  const id = useId();
  const { replace } = useRouter();
  const [pending, start] = useTransition();
  const scripted = useScriptRuns();
  const go = (place: string) => {
    const search = new URLSearchParams({ ...(place && { place }), ...(owner && { owner }) });
    start(() => replace(`/admin/hosts/new?${search}`, { scroll: false }));
  };
  return (
    <GetForm className="flex flex-wrap items-end gap-3" aria-busy={pending}>
      {owner ? <input type="hidden" name="owner" value={owner} /> : null}
      <Field id={id} label={label} className="max-w-105 flex-1">
        <select
          id={id}
          key={value}
          className={inputClass}
          name="place"
          defaultValue={value}
          onChange={(event) => go(event.target.value)}
        >
          <option value="">{none}</option>
          {groups.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.options.map((option) => (
                <option key={option.value} value={option.value} disabled={option.disabled}>
                  {option.text}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      {/* With a script the choice itself leads on. */}
      {scripted ? null : <Button type="submit">{show}</Button>}
    </GetForm>
  );
}
