"use client";

import type { ComponentProps } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Form } from "@/components/ui/form/form";

interface NewCustomerFormProps extends ComponentProps<typeof Form<{ shown: string }>> {
  texts: { open: string; host: string; another: string };
}

/** Once the customer is made, what comes next stands in the form's place. */
export function NewCustomerForm({ texts, ...form }: NewCustomerFormProps) {
  return (
    <Form
      {...form}
      after={({ shown: userId = "" }, said) => (
        <div className="grid gap-4 p-4 md:p-6" data-made={userId}>
          {said}
          <div className="flex flex-wrap gap-3">
            <ButtonLink
              href={`/admin/customers/${encodeURIComponent(userId)}/access`}
              variant="primary"
              plainLink
            >
              {texts.open}
            </ButtonLink>
            <ButtonLink href={`/admin/hosts/new?owner=${encodeURIComponent(userId)}`} plainLink>
              {texts.host}
            </ButtonLink>
            <ButtonLink href="/admin/customers/new" variant="ghost" plainLink>
              {texts.another}
            </ButtonLink>
          </div>
        </div>
      )}
    />
  );
}
