import { useTranslations } from "next-intl";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";

/** On the account's page: what tokens are for, and the way to them. */
export function TokensCard({ ofProvider }: { ofProvider: boolean }) {
  const t = useTranslations("api-tokens");
  return (
    <FormSection title={t("title")}>
      <p className="text-ink-2">{t(ofProvider ? "aboutProvider" : "about")}</p>
      <p>
        <KeyLink href="/account/tokens">{t("manage")}</KeyLink>
      </p>
    </FormSection>
  );
}
