"use client";

import type { ComponentProps } from "react";
import { FieldsForm } from "@/components/ui/form/fields-form";

/** Once it is done, that alone is said: the question would read as if it were still open. */
export function UnsubscribeForm(form: ComponentProps<typeof FieldsForm>) {
  return <FieldsForm {...form} after={(_, said) => said} />;
}
