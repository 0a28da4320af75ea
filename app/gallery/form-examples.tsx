"use client";

import type { ReactNode } from "react";
import { AreaField } from "@/components/ui/form/area-field";
import { CheckField, ChoiceCard, Switch } from "@/components/ui/form/check-field";
import { FormsDrawnFor } from "@/components/ui/form/drawn-for";
import { FaultLine, FaultTexts } from "@/components/ui/form/fault-texts";
import { Field, inputClass } from "@/components/ui/form/field";
import { AnswerForm, Form } from "@/components/ui/form/form";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { GetForm } from "@/components/ui/form/get-form";
import { PasswordField, UsernameField } from "@/components/ui/form/password-field";
import { SegmentedFilter, SegmentedForm, SegmentedRadios } from "@/components/ui/form/segmented";
import { SelectField } from "@/components/ui/form/select-field";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";

/** Nothing leaves the page. */
export const NONE = { result: null, pending: false, asked: false, run: () => {} };
export const answer = async () => ({ ok: true }) as const;

export const FORM_EXAMPLES: [name: string, example: ReactNode][] = [
  [
    "Field",
    <>
      <TextField name="name" label="Name" hint="Up to 40 characters." />
      <TextField name="wrong" label="Name" defaultValue="web_01" error="Letters, digits and dashes only." />
      <PasswordField name="password" label="Password" autoComplete="new-password" showLabel="Show password" />
      <UsernameField value="alice" />
      <AreaField name="note" label="Note" rows={3} />
      <SelectField name="region" label="Region" value="fra" options={[["fra", "Frankfurt 1"]]} />
      <Field id="own" label="Anything else" hint="Of your own.">
        <input id="own" className={inputClass} aria-describedby="own-said" />
      </Field>
      <FormSection title="Links">
        <FieldGrid>
          <TextField name="support" label="Support" />
          <TextField name="order" label="Order" />
        </FieldGrid>
      </FormSection>
    </>,
  ],
  [
    "Choice",
    <>
      <CheckField name="keep" label="Keep a copy" defaultChecked />
      <ChoiceCard name="system" value="1" label="Debian 13" text="Installed now" defaultChecked />
      <GetForm>
        <Switch label="Protect this host" on />
      </GetForm>
      <SegmentedFilter
        label="Filter"
        segments={[
          { href: "/gallery", label: "All", count: 12, current: true },
          { href: "/gallery?off", label: "Off", count: 3, current: false },
        ]}
      />
      <SegmentedForm
        label="Theme"
        name="theme"
        action={answer}
        current="light"
        options={[
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
      <SegmentedRadios
        name="version"
        current="13"
        onPick={() => {}}
        options={[
          { value: "13", label: "Debian 13" },
          { value: "12", label: "Debian 12" },
        ]}
      />
    </>,
  ],
  [
    "Form",
    <FormsDrawnFor key="form" value={null}>
      <FaultTexts texts={JSON.stringify({ internal: "It did not work. Nothing was changed." })}>
        <Form action={answer} submit="Save" done="Saved." variant="primary">
          <TextField name="name" label="Name" defaultValue="Ann" />
        </Form>
        <AnswerForm answer={NONE}>
          <SubmitButton icon="trash">Remove</SubmitButton>
        </AnswerForm>
        <FaultLine result={{ ok: false, code: "internal" }} text="It did not work. Nothing was changed." />
      </FaultTexts>
    </FormsDrawnFor>,
  ],
];
