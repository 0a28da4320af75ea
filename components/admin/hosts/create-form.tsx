"use client";

import type { ComponentProps, ReactNode } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import type { CreatedHostView } from "@/lib/fleet/hosts/created-host";
import { CreateSummary } from "./create-summary";
import { CreatedHost } from "./created-host";
import type { FormTexts } from "./form-fault";
import { KeyedForm } from "./keyed-form";
import "./create-form.css";

interface CreateFormProps {
  action: FormAction<{ created: CreatedHostView }>;
  submit: string;
  seed: string;
  texts: FormTexts;
  summary: ComponentProps<typeof CreateSummary>;
  /** Under the key. */
  note: string;
  children: ReactNode;
}

/** The steps of a new host beside what they come to; once it is made, what it is and its password stand in their place. */
export function CreateForm({ summary, note, ...props }: CreateFormProps) {
  return (
    <KeyedForm
      {...props}
      variant="accent"
      className="sheet-columns needs-marked"
      keysClass="card create-end grid content-start gap-4"
      beside={<CreateSummary {...summary} />}
      below={<p className="text-ink-2 text-sm">{note}</p>}
      after={(result) => (result.created ? <CreatedHost host={result.created} /> : null)}
    />
  );
}
