import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyLink } from "@/components/ui/key-link";

/** Not yours and not there are told alike. */
export function NotFoundBody() {
  const t = useTranslations("errors.not-found");
  return (
    <EmptyState title={t("title")} text={t("text")} shape="dashes" level={1}>
      <KeyLink href="/">{t("back")}</KeyLink>
    </EmptyState>
  );
}
