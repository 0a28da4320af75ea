import { useTranslations } from "next-intl";
import { BrandMark } from "@/components/shell/brand-mark";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import { PANEL_ACCENT } from "@/lib/provider/accent";
import type { ProviderView } from "@/lib/provider/provider-view";
import { AccentField } from "./accent-field";
import { LogoDialog } from "./logo-dialog";

interface BrandSectionProps {
  provider: ProviderView;
  /** What staff set themselves; a field that is not among it shows the server's setting behind it. */
  stored: { name?: string; letters?: string; accent?: string };
  /** Null for who only reads. */
  actions: { saveLook: FormAction; savePicture: FormAction; removePicture: FormAction } | null;
}

/** Name, mark and accent. */
export function BrandSection({ provider, stored, actions }: BrandSectionProps) {
  const w = useTranslations("words");
  const t = useTranslations("settings.look");
  const operations = useTranslations("operations");
  const p = useTranslations("settings.picture");
  const s = useTranslations("settings");
  const { mark } = provider;
  return (
    <Section
      id="look"
      title={w("brand")}
      action={
        actions ? (
          <FormDialog
            id="edit-look"
            deed={w("save")}
            title={t("edit")}
            text={s("note")}
            opens={{ label: t("edit"), shown: w("edit") }}
            action={actions.saveLook}
            done={t("saved")}
            keep
          >
            <FieldGrid>
              <TextField
                name="name"
                label={w("name")}
                defaultValue={stored.name ?? ""}
                placeholder={provider.name}
                maxLength={40}
              />
              <TextField
                name="letters"
                label={t("letters")}
                hint={t("lettersHint")}
                defaultValue={stored.letters ?? ""}
                placeholder={mark.kind === "letters" ? mark.text : undefined}
                maxLength={16}
              />
            </FieldGrid>
            <AccentField
              current={stored.accent ?? ""}
              placeholder={stored.accent ? "" : (provider.accent ?? "")}
              sample={operations("kind.start")}
            />
          </FormDialog>
        ) : null
      }
    >
      <Rows>
        <SettingRow label={w("name")} value={provider.name} />
        <SettingRow
          label={p("title")}
          text={p("note")}
          value={<BrandMark mark={mark} className="size-8" />}
          control={
            actions ? (
              <>
                {mark.kind === "picture" ? (
                  <Form action={actions.removePicture}>
                    <SubmitButton variant="ghost">{p("remove")}</SubmitButton>
                  </Form>
                ) : null}
                <LogoDialog action={actions.savePicture} />
              </>
            ) : null
          }
        />
        <SettingRow
          label={t("accent")}
          value={
            <span className="flex items-center gap-2">
              {/* The colour itself: the theme's own shade of it differs in the dark. */}
              <svg className="size-4 rounded-full" viewBox="0 0 1 1" aria-hidden="true">
                <rect width="1" height="1" fill={provider.accent ?? PANEL_ACCENT} />
              </svg>
              {provider.accent ?? PANEL_ACCENT}
            </span>
          }
        />
      </Rows>
    </Section>
  );
}
