"use client";

import type { ReactNode } from "react";
import type { FormAction } from "@/components/ui/action-form";
import { CreatedHost } from "./created-host";
import type { FormTexts } from "./form-fault";
import { KeyedForm } from "./keyed-form";

interface CreateFormProps {
  action: FormAction;
  submit: string;
  seed: string;
  texts: FormTexts;
  children: ReactNode;
}

/** The sections of a new host; once it is made, what it is and its password stand in their place. */
export function CreateForm(props: CreateFormProps) {
  return (
    <KeyedForm
      {...props}
      variant="accent"
      className="create-form"
      after={(result) => (result.created ? <CreatedHost host={result.created} /> : null)}
    />
  );
}
