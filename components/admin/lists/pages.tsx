import { useTranslations } from "next-intl";
import { KeyLink } from "@/components/ui/key-link";
import "./pages.css";

interface PagesProps {
  /** Both count from 1. */
  page: number;
  pages: number;
  hrefOf: (page: number) => string;
}

/** From page to page by links; nothing where there is only one. */
export function Pages({ page, pages, hrefOf }: PagesProps) {
  const t = useTranslations("customers.known");
  if (pages <= 1) {
    return null;
  }
  return (
    <nav className="list-foot" aria-label={t("pages", { page, pages })}>
      {page > 1 ? <KeyLink href={hrefOf(page - 1)}>{t("previous")}</KeyLink> : null}
      <span>{t("pages", { page, pages })}</span>
      {page < pages ? <KeyLink href={hrefOf(page + 1)}>{t("next")}</KeyLink> : null}
    </nav>
  );
}
