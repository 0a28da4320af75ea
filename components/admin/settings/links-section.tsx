import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { FieldGrid } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { PLACES } from "@/lib/provider/fill-link";
import { type LegalLink, MOST_LEGAL_LINKS } from "@/lib/provider/link";
import type { ProviderView } from "@/lib/provider/provider-view";
import { FactRow, SettingsGroup } from "../settings-group";
import { Unset } from "./unset";

interface LinksSectionProps {
  provider: ProviderView;
  stored: { support?: string; order?: string; pay?: string; legal?: LegalLink[] };
  /** Null for who only reads. */
  action: FormAction | null;
}

const LINKS = ["support", "order", "pay"] as const;
const ROWS = Array.from({ length: MOST_LEGAL_LINKS }, (_, at) => at);

/** Where customers get help, order, pay and read the terms. */
export function LinksSection({ provider, stored, action }: LinksSectionProps) {
  const t = useTranslations("settings.links");
  const s = useTranslations("words");
  const unset = <Unset>{s("notSet")}</Unset>;
  return (
    <SettingsGroup
      id="links"
      title={s("links")}
      text={t("places", PLACES)}
      actions={action ? <EditLinks {...{ provider, stored, action }} /> : null}
    >
      {LINKS.map((name) => (
        <FactRow key={name} label={t(name)} value={provider[name] || unset} />
      ))}
      {provider.legal.length === 0 ? <FactRow label={t("legal")} value={unset} /> : null}
      {provider.legal.map(({ en, zh, href }) => (
        <FactRow key={href} label={t("legal")} value={href} meta={`${en} · ${zh}`} />
      ))}
    </SettingsGroup>
  );
}

function EditLinks({ provider, stored, action }: LinksSectionProps & { action: FormAction }) {
  const w = useTranslations("words");
  const t = useTranslations("settings.links");
  const s = useTranslations("settings");
  const shown = (name: (typeof LINKS)[number]) => ({
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
    <FormDialog
      id="edit-links"
      deed={w("save")}
      title={t("edit")}
      opens={{ label: t("edit"), shown: w("edit") }}
      action={action}
      done={s("look.saved")}
      wide
      keep
    >
      <FieldGrid>
        <TextField {...shown("support")} />
        <TextField {...shown("order")} />
      </FieldGrid>
      <TextField {...shown("pay")} />
      <div>
        <h3>{t("legal")}</h3>
        <p className="text-13 text-ink-2">{t("legalHint")}</p>
      </div>
      {ROWS.slice(0, inSight).map(row)}
      {inSight < MOST_LEGAL_LINKS ? (
        <Disclosure title={t("more")}>
          <div className="grid gap-3">{ROWS.slice(inSight).map(row)}</div>
        </Disclosure>
      ) : null}
    </FormDialog>
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
    <fieldset className="grid gap-x-4 gap-y-2 md:grid-cols-[1fr_1fr_2fr]">
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
