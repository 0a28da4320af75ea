import { useTranslations } from "next-intl";
import { NotFoundBody } from "@/components/shell/not-found-body";
import { TopLine } from "@/components/shell/top-line";

export default function PanelNotFound() {
  const t = useTranslations("errors.not-found");
  return (
    <>
      <TopLine title={t("title")} />
      <NotFoundBody level={2} />
    </>
  );
}
