"use client";

import type { ComponentProps } from "react";
import { Form } from "@/components/ui/form/form";

/** Once it is done, that alone is said: the question would read as if it were still open. */
export function UnsubscribeForm(form: ComponentProps<typeof Form>) {
  return <Form {...form} after={(_, said) => said} />;
}
