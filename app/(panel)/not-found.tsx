import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { NotFoundBody } from "@/components/shell/not-found-body";
import { TopLine } from "@/components/shell/top-line";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("errors.not-found"))("title") };
}

export default function PanelNotFound() {
  const t = useTranslations("errors.not-found");
  return (
    <>
      <TopLine title={t("title")} />
      <NotFoundBody level={2} />
    </>
  );
}
