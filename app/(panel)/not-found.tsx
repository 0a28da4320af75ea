import { useTranslations } from "next-intl";
import { NotFoundBody } from "@/components/shell/not-found-body";
import { TopLine } from "@/components/shell/top-line";
import { pageTitle } from "@/lib/i18n/page-title";

export const generateMetadata = pageTitle("errors.not-found.title");

export default function PanelNotFound() {
  const t = useTranslations("errors.not-found");
  return (
    <>
      <TopLine title={t("title")} />
      <NotFoundBody level={2} />
    </>
  );
}
