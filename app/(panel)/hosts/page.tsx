import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HostsList } from "@/components/hosts/list/hosts-list";
import { TopLine } from "@/components/shell/top-line";
import { requireViewer } from "@/lib/accounts/current-viewer";
import { isStaff } from "@/lib/accounts/viewer";
import { hostListFor } from "@/lib/hosts/host-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hosts");
  return { title: t("title") };
}

export default async function HostsPage() {
  const viewer = await requireViewer();
  if (isStaff(viewer)) {
    redirect("/admin");
  }
  const [list, t] = await Promise.all([hostListFor(viewer), getTranslations("hosts")]);
  return (
    <>
      <TopLine title={t("title")} />
      <HostsList initial={list} />
    </>
  );
}
