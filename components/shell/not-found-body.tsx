import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";

/** Not yours and not there are told alike. A plain link: every page carries this one's scripts. */
export function NotFoundBody() {
  const t = useTranslations("errors.not-found");
  return (
    <EmptyState title={t("title")} text={t("text")} icon="search" level={1}>
      <a href="/" className="key key-accent">
        {t("back")}
      </a>
    </EmptyState>
  );
}
