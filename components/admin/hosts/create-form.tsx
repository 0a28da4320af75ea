"use client";

import type { ComponentProps, ReactNode } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import type { CreatedHostView } from "@/lib/fleet/hosts/created-host";
import { CreateSummary } from "./create-summary";
import { CreatedHost } from "./created-host";

interface CreateFormProps {
  action: FormAction<{ created: CreatedHostView }>;
  submit: string;
  seed: string;
  summary: ComponentProps<typeof CreateSummary>;
  /** Under the key. */
  note: string;
  children: ReactNode;
}

/** The steps of a new host beside what they come to; once it is made, what it is and its password stand in their place. */
export function CreateForm({ summary, note, ...props }: CreateFormProps) {
  return (
    <Form
      {...props}
      variant="primary"
      className="contents"
      keysClass="rounded-lg border border-line bg-card p-4 grid content-start gap-4 md:p-5 lg:sticky lg:top-6 lg:col-start-2 lg:row-span-3 lg:row-start-1"
      submitClass="w-full"
      beside={<CreateSummary {...summary} />}
      below={<p className="text-13 text-ink-2 max-lg:hidden">{note}</p>}
      after={(result) => (result.created ? <CreatedHost host={result.created} /> : null)}
    />
  );
}
