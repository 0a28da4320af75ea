import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { GetForm } from "@/components/ui/form/get-form";

/** Not yours and not there are told alike. A plain link: every page carries this one's scripts. */
export function NotFoundBody({ level }: { level: 1 | 2 }) {
  const t = useTranslations("errors.not-found");
  const w = useTranslations("words");
  return (
    <EmptyState title={t(level === 1 ? "title" : "nothing")} text={t("text")} level={level}>
      <a href="/" className={buttonClass({ variant: "primary" })}>
        {w("goToHosts")}
      </a>
      {/* The palette is a part of the signed-in pages alone. */}
      {level === 2 ? (
        <GetForm action="/hosts">
          <button type="submit" className={buttonClass()} data-find="">
            {t("search")}
          </button>
        </GetForm>
      ) : null}
    </EmptyState>
  );
}
