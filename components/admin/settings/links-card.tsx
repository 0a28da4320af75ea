import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { useGap } from "@/components/ui/spacing";
import { PLACES } from "@/lib/provider/fill-link";
import { type LegalLink, MOST_LEGAL_LINKS } from "@/lib/provider/link";
import type { ProviderView } from "@/lib/provider/provider-view";
import { SettingRow, Unset } from "./setting-row";

interface LinksCardProps {
  provider: ProviderView;
  stored: { support?: string; order?: string; pay?: string; legal?: LegalLink[] };
  action: FormAction;
}

const LINKS = ["support", "order", "pay"] as const;
const ROWS = Array.from({ length: MOST_LEGAL_LINKS }, (_, at) => at);

export function LinksCard({ provider, stored, action }: LinksCardProps) {
  const t = useTranslations("settings.links");
  const look = useTranslations("settings.look");
  const gap = useGap();
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
  const names = [
    ...LINKS.map((name) => ({ name: t(`brief.${name}`), isSet: Boolean(provider[name]) })),
    { name: t("brief.legal"), isSet: provider.legal.length > 0 },
  ];
  const [set, unset] = [true, false].map((wanted) =>
    names.filter(({ isSet }) => isSet === wanted).map(({ name }) => name),
  );
  return (
    <SettingRow
      id="links"
      title={t("title")}
      text={t("text")}
      value={
        <span className="flex flex-wrap gap-x-4">
          <span>{set?.join(" · ")}</span>
          {unset?.length ? <Unset>{t("unset", { names: unset.join(" · ") })}</Unset> : null}
        </span>
      }
    >
      <Form action={action} submit={t("save")} done={look("saved")} className="grid gap-4">
        <p className="text-ink-2 text-13">
          {t("note")}
          {gap}
          {t("places", PLACES)}
        </p>
        <FieldGrid>
          <TextField {...shown("support")} />
          <TextField {...shown("order")} />
        </FieldGrid>
        <TextField {...shown("pay")} />
        <div>
          <h3>{t("legal")}</h3>
          <p className="text-ink-2 text-13">{t("legalHint")}</p>
        </div>
        {ROWS.slice(0, inSight).map(row)}
        {inSight < MOST_LEGAL_LINKS ? (
          <Disclosure title={t("more")}>
            <div className="grid gap-3">{ROWS.slice(inSight).map(row)}</div>
          </Disclosure>
        ) : null}
      </Form>
    </SettingRow>
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
