"use client";

import type { ComponentProps, ReactNode } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import type { CreatedHostView } from "@/lib/fleet/hosts/created-host";
import { CreateSummary } from "./create-summary";
import { CreatedHost } from "./created-host";
import "./limit-field.css";
import "./create-form.css";

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
      className="sheet-columns needs-marked"
      keysClass="card create-end grid content-start gap-4"
      beside={<CreateSummary {...summary} />}
      below={<p className="text-ink-2 text-13">{note}</p>}
      after={(result) => (result.created ? <CreatedHost host={result.created} /> : null)}
    />
  );
}
