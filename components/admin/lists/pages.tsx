import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import "./pages.css";

interface PagesProps {
  /** Both count from 1. */
  page: number;
  pages: number;
  hrefOf: (page: number) => string;
}

/** From page to page by links; nothing where there is only one. */
export function Pages({ page, pages, hrefOf }: PagesProps) {
  const t = useTranslations("list");
  if (pages <= 1) {
    return null;
  }
  return (
    <nav className="list-foot" aria-label={t("pages")}>
      {page > 1 ? <ButtonLink href={hrefOf(page - 1)}>{t("previous")}</ButtonLink> : null}
      <span className="nums">
        {page} / {pages}
      </span>
      {page < pages ? <ButtonLink href={hrefOf(page + 1)}>{t("next")}</ButtonLink> : null}
    </nav>
  );
}
