import { useTranslations } from "next-intl";
import { useId } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { NewsTimes } from "./news-times";
import "@/components/ui/form/field.css";

interface NewsFormProps {
  action: FormAction;
  faults: Record<string, string>;
  /** The account's own; without one, the browser's. */
  zone: string | null;
}

const TONES = ["plain", "warning"] as const;

export function NewsForm({ action, faults, zone }: NewsFormProps) {
  const t = useTranslations("settings.news");
  return (
    <Disclosure title={t("write")} asKey={{ variant: "key", icon: "plus" }}>
      <FieldsForm
        action={action}
        submit={t("publish")}
        done={t("published")}
        faults={faults}
        className="grid gap-4"
        keep
      >
        <FieldGrid>
          <Words name="textEn" label={t("textEn")} lang="en" />
          <Words name="textZh" label={t("textZh")} lang="zh-CN" />
        </FieldGrid>
        <FieldGrid>
          <SelectField
            name="tone"
            label={t("tone")}
            options={TONES.map((each): [string, string] => [each, t(`tones.${each}`)])}
          />
        </FieldGrid>
        <FieldGrid>
          <NewsTimes zone={zone} />
        </FieldGrid>
      </FieldsForm>
    </Disclosure>
  );
}

function Words({ name, label, lang }: { name: string; label: string; lang: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        name={name}
        lang={lang}
        className="input input-words"
        required
        maxLength={600}
        rows={3}
      />
    </div>
  );
}
