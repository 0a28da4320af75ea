"use client";

import { type ComponentProps, createContext, type ReactNode, use } from "react";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { TextField } from "@/components/ui/form/text-field";

const Wrong = createContext<Record<string, string | undefined>>({});

interface MarkedFormProps extends Omit<ComponentProps<typeof FieldsForm>, "children"> {
  /** The fields inside that say themselves what is wrong with them. */
  marked: readonly string[];
  children: ReactNode;
}

/** For fields that the server draws, which can be handed no function. */
export function MarkedForm({ marked, children, ...form }: MarkedFormProps) {
  return (
    <FieldsForm {...form}>
      {(wrong) => (
        <Wrong value={Object.fromEntries(marked.map((name) => [name, wrong(name)]))}>{children}</Wrong>
      )}
    </FieldsForm>
  );
}

export const MarkedField = (field: ComponentProps<typeof TextField>) => (
  <TextField {...field} error={use(Wrong)[field.name]} />
);
