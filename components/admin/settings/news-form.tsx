import { useTranslations } from "next-intl";
import { useId } from "react";
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
    <div className="grid gap-3">
      <h3>{t("new")}</h3>
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
        <div className="grid items-start gap-4 desk:grid-cols-2">
          <SelectField
            name="tone"
            label={t("tone")}
            options={TONES.map((each): [string, string] => [each, t(`tones.${each}`)])}
          />
          <NewsTimes zone={zone} />
        </div>
      </FieldsForm>
    </div>
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
