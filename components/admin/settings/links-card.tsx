import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { FieldGrid, FormSection, SECTION_KEYS } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { PLACES } from "@/lib/provider/fill-link";
import { type LegalLink, MOST_LEGAL_LINKS } from "@/lib/provider/link";
import type { ProviderView } from "@/lib/provider/provider-view";

interface LinksCardProps {
  provider: ProviderView;
  stored: { support?: string; order?: string; pay?: string; legal?: LegalLink[] };
  faults: Record<string, string>;
  action: FormAction;
}

const ROWS = Array.from({ length: MOST_LEGAL_LINKS }, (_, at) => at);

export function LinksCard({ provider, stored, faults, action }: LinksCardProps) {
  const t = useTranslations("settings.links");
  const look = useTranslations("settings.look");
  const shown = (name: "support" | "order" | "pay") => ({
    name,
    label: t(name),
    hint: t(`${name}Hint`),
    defaultValue: stored[name] ?? "",
    placeholder: provider[name] ?? "https://",
    maxLength: 500,
  });
  // Those that are in use, and one to fill in.
  const inSight = Math.max(stored.legal?.length ?? 0, provider.legal.length) + 1;
  const row = (at: number) => (
    <LegalRow key={at} at={at} link={stored.legal?.[at]} behind={provider.legal[at]} />
  );
  return (
    <>
      <hr className="border-line border-t" />
      <FieldsForm
        action={action}
        submit={t("save")}
        done={look("saved")}
        faults={faults}
        className="block"
        keysClass={SECTION_KEYS}
        keep
      >
        <FormSection
          id="links"
          title={t("title")}
          text={
            <>
              {t("note")}
              <span className="mt-2 block">{t("places", PLACES)}</span>
            </>
          }
        >
          <FieldGrid>
            <TextField {...shown("support")} />
            <TextField {...shown("order")} />
          </FieldGrid>
          <TextField {...shown("pay")} />
        </FormSection>
        <FormSection title={t("legal")} text={t("legalHint")}>
          {ROWS.slice(0, inSight).map(row)}
          {inSight < MOST_LEGAL_LINKS ? (
            <Disclosure title={t("more")}>
              <div className="grid gap-3">{ROWS.slice(inSight).map(row)}</div>
            </Disclosure>
          ) : null}
        </FormSection>
      </FieldsForm>
      <hr className="border-line border-t" />
    </>
  );
}

interface LegalRowProps {
  at: number;
  link: LegalLink | undefined;
  /** What holds while nothing is set here. */
  behind: LegalLink | undefined;
}

function LegalRow({ at, link, behind }: LegalRowProps) {
  const t = useTranslations("settings.links");
  return (
    <fieldset className="legal-row">
      <legend className="sr-only">{t("row", { number: at + 1 })}</legend>
      <TextField
        name={`en${at}`}
        label={t("en")}
        defaultValue={link?.en ?? ""}
        placeholder={behind?.en}
        maxLength={40}
      />
      <TextField
        name={`zh${at}`}
        label={t("zh")}
        defaultValue={link?.zh ?? ""}
        placeholder={behind?.zh}
        maxLength={40}
      />
      <TextField
        name={`href${at}`}
        label={t("href")}
        defaultValue={link?.href ?? ""}
        placeholder={behind?.href ?? "https://"}
        maxLength={500}
      />
    </fieldset>
  );
}
