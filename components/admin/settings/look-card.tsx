import { useTranslations } from "next-intl";
import { BrandMark } from "@/components/shell/brand-mark";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { PANEL_ACCENT } from "@/lib/provider/accent";
import type { ProviderView } from "@/lib/provider/provider-view";
import { AccentField } from "./accent-field";
import { MarkedField, MarkedForm } from "./marked-form";
import { PictureForm } from "./picture-form";
import { SettingRow, Unset } from "./setting-row";

interface LookCardProps {
  /** Of what is set here as a whole. */
  note: string;
  provider: ProviderView;
  /** What staff set themselves; a field that is not among it shows the server's setting behind it. */
  stored: { name?: string; letters?: string; accent?: string };
  faults: Record<string, string>;
  actions: { saveLook: FormAction; savePicture: FormAction; removePicture: FormAction };
}

/** Name, mark and accent. */
export function LookCard({ note, provider, stored, faults, actions }: LookCardProps) {
  const t = useTranslations("settings.look");
  const fault = useTranslations("settings.fault");
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
        <MarkedForm
          action={actions.saveLook}
          submit={t("save")}
          done={t("saved")}
          faults={faults}
          marked={["name", "letters", "accent"]}
          className="grid gap-4"
          keep
        >
          <FieldGrid>
            <MarkedField
              name="name"
              label={t("name")}
              hint={t("nameHint")}
              defaultValue={stored.name ?? ""}
              placeholder={provider.name}
              maxLength={40}
            />
            <MarkedField
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
            faults={{
              "no-colour": fault("no-colour"),
              "like-danger": fault("like-danger"),
              "like-view": fault("like-view"),
            }}
          />
        </MarkedForm>
      </SettingRow>
      <PictureCard provider={provider} faults={faults} actions={actions} />
    </>
  );
}

function PictureCard({ provider, faults, actions }: Omit<LookCardProps, "stored" | "note">) {
  const t = useTranslations("settings.picture");
  const look = useTranslations("settings.look");
  const shell = useTranslations("shell");
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
        <ActionForm action={actions.removePicture} failed={shell("failed")}>
          <SubmitKey>{t("remove")}</SubmitKey>
        </ActionForm>
      ) : null}
      <PictureForm
        action={actions.savePicture}
        faults={faults}
        texts={{
          choose: t("choose"),
          browse: t("browse"),
          none: t("none"),
          chosen: t("chosen"),
          save: t("save"),
          saved: look("saved"),
          tooBig: faults["png-too-big"] ?? "",
          noPng: faults["no-png"] ?? "",
        }}
      />
    </SettingRow>
  );
}
