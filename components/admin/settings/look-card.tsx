import { useTranslations } from "next-intl";
import { BrandMark } from "@/components/shell/brand-mark";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import { PANEL_ACCENT } from "@/lib/provider/accent";
import type { ProviderView } from "@/lib/provider/provider-view";
import { AccentField } from "./accent-field";
import { PictureForm } from "./picture-form";
import { SettingRow, Unset } from "./setting-row";

interface LookCardProps {
  /** Of what is set here as a whole. */
  note: string;
  provider: ProviderView;
  /** What staff set themselves; a field that is not among it shows the server's setting behind it. */
  stored: { name?: string; letters?: string; accent?: string };
  actions: { saveLook: FormAction; savePicture: FormAction; removePicture: FormAction };
}

/** Name, mark and accent. */
export function LookCard({ note, provider, stored, actions }: LookCardProps) {
  const t = useTranslations("settings.look");
  return (
    <>
      <SettingRow
        id="look"
        title={t("title")}
        text={note}
        value={
          <>
            {/* The colour itself: the theme's own shade of it differs in the dark. */}
            <svg className="accent-dot" viewBox="0 0 1 1" aria-hidden="true">
              <rect width="1" height="1" fill={provider.accent ?? PANEL_ACCENT} />
            </svg>{" "}
            {provider.name}
          </>
        }
      >
        <Form action={actions.saveLook} submit={t("save")} done={t("saved")} className="grid gap-4">
          <FieldGrid>
            <TextField
              name="name"
              label={t("name")}
              hint={t("nameHint")}
              defaultValue={stored.name ?? ""}
              placeholder={provider.name}
              maxLength={40}
            />
            <TextField
              name="letters"
              label={t("letters")}
              hint={t("lettersHint")}
              defaultValue={stored.letters ?? ""}
              placeholder={provider.mark.kind === "letters" ? provider.mark.text : undefined}
              maxLength={16}
            />
          </FieldGrid>
          <AccentField
            current={stored.accent ?? ""}
            placeholder={stored.accent ? "" : (provider.accent ?? "")}
            texts={{
              label: t("accent"),
              hint: t("accentHint"),
              pick: t("pick"),
              light: t("light"),
              dark: t("dark"),
              sample: t("sample"),
              sampleLink: t("sampleLink"),
            }}
          />
        </Form>
      </SettingRow>
      <PictureCard provider={provider} actions={actions} />
    </>
  );
}

function PictureCard({ provider, actions }: Omit<LookCardProps, "stored" | "note">) {
  const t = useTranslations("settings.picture");
  const look = useTranslations("settings.look");
  return (
    <SettingRow
      id="logo"
      title={t("title")}
      text={t("note")}
      value={
        <>
          <BrandMark mark={provider.mark} />
          {provider.mark.kind === "letters" ? <Unset>{t("initials")}</Unset> : null}
        </>
      }
    >
      {provider.mark.kind === "picture" ? (
        <Form action={actions.removePicture}>
          <SubmitButton>{t("remove")}</SubmitButton>
        </Form>
      ) : null}
      <PictureForm
        action={actions.savePicture}
        texts={{
          choose: t("choose"),
          browse: t("browse"),
          none: t("none"),
          chosen: t("chosen"),
          save: t("save"),
          saved: look("saved"),
        }}
      />
    </SettingRow>
  );
}
