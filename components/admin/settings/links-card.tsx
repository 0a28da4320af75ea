import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import { FieldsForm } from "@/components/ui/fields-form";
import { TextField } from "@/components/ui/text-field";
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
  return (
    <section className="card">
      <h2 className="mb-1">{t("title")}</h2>
      <p className="mb-3 text-ink-2">{t("note")}</p>
      <FieldsForm
        action={action}
        submit={t("save")}
        done={look("saved")}
        faults={faults}
        className="admin-form settings-thirds"
        keep
      >
        <TextField {...shown("support")} />
        <TextField {...shown("order")} />
        <TextField {...shown("pay")} />
        <p className="wide max-w-[80ch] text-ink-2 text-sm">{t("places", PLACES)}</p>
        <div className="wide grid gap-3">
          <h3>{t("legal")}</h3>
          <p className="text-ink-2">{t("legalHint")}</p>
          {ROWS.map((at) => (
            <LegalRow key={at} at={at} link={stored.legal?.[at]} behind={provider.legal[at]} />
          ))}
        </div>
      </FieldsForm>
    </section>
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
