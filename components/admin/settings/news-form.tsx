import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { AreaField } from "@/components/ui/form/area-field";
import { Form } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { NewsTimes } from "./news-times";
import "@/components/ui/form/field.css";

interface NewsFormProps {
  action: FormAction;
  /** The account's own; without one, the browser's. */
  zone: string | null;
}

const TONES = ["plain", "warning"] as const;

export function NewsForm({ action, zone }: NewsFormProps) {
  const t = useTranslations("settings.news");
  return (
    <Disclosure title={t("write")} asButton={{ variant: "default", icon: "plus" }}>
      <Form action={action} submit={t("publish")} done={t("published")} className="grid gap-4">
        <FieldGrid>
          <AreaField
            name="textEn"
            label={t("textEn")}
            lang="en"
            rows={3}
            maxLength={600}
            className="input-words"
            required
          />
          <AreaField
            name="textZh"
            label={t("textZh")}
            lang="zh-CN"
            rows={3}
            maxLength={600}
            className="input-words"
            required
          />
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
      </Form>
    </Disclosure>
  );
}
