import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { HOST_PAGES, type HostPage } from "@/lib/hosts/host-pages";
import { PageTabs } from "../ui/page-tabs";

const pathOf = (vmId: string, page: HostPage) =>
  page === "overview" ? `/hosts/${vmId}` : `/hosts/${vmId}/${page}`;

/** The pages of a host, as its customer sees them. */
export function HostTabs({ vmId }: { vmId: string }) {
  const t = useTranslations("host.tab");
  const onConsole = usePathname().endsWith("/console");
  return (
    <PageTabs
      label={t("label")}
      tabs={HOST_PAGES.map((tab) => ({
        href: pathOf(vmId, tab),
        label: t(tab),
        // The console's page alone may send a form to a node: its policy comes with a whole page load.
        plain: tab === "console" || onConsole,
      }))}
    />
  );
}
