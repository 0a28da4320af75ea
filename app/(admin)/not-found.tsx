import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { GetForm } from "@/components/ui/form/get-form";
import { pageTitle } from "@/lib/i18n/page-title";

export const generateMetadata = pageTitle("errors.not-found.title");

/** A plain link: every page carries this one's scripts. */
export default function StaffNotFound() {
  const w = useTranslations("words");
  const t = useTranslations("errors.not-found");
  return (
    <div className="pt-16">
      <EmptyState title={t("title")} text={t("text")} level={1}>
        <GetForm action="/admin">
          <input type="hidden" name="q" value="" />
          <button type="submit" className={buttonClass({ variant: "primary" })} data-find="">
            {w("search")}
          </button>
        </GetForm>
        <a href="/admin" className={buttonClass()}>
          {t("overview")}
        </a>
      </EmptyState>
    </div>
  );
}
