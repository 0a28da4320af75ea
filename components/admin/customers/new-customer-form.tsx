"use client";

import type { ComponentProps } from "react";
import { Form } from "@/components/ui/form/form";
import { KeyLink } from "@/components/ui/key-link";

interface NewCustomerFormProps extends ComponentProps<typeof Form<{ shown: string }>> {
  texts: { open: string; host: string; another: string };
}

/** Once the customer is made, what comes next stands in the form's place. */
export function NewCustomerForm({ texts, ...form }: NewCustomerFormProps) {
  return (
    <Form
      {...form}
      after={({ shown: userId = "" }, said) => (
        <div className="card grid gap-4" data-made={userId}>
          {said}
          <div className="flex flex-wrap gap-3">
            <KeyLink
              href={`/admin/customers/${encodeURIComponent(userId)}/access`}
              variant="accent"
              plainLink
            >
              {texts.open}
            </KeyLink>
            <KeyLink href={`/admin/hosts/new?owner=${encodeURIComponent(userId)}`} plainLink>
              {texts.host}
            </KeyLink>
            <KeyLink href="/admin/customers/new" variant="plain" plainLink>
              {texts.another}
            </KeyLink>
          </div>
        </div>
      )}
    />
  );
}
