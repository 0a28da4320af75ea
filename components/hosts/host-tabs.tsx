import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { PageTabs } from "../ui/page-tabs";

const TABS = [
  "overview",
  "monitor",
  "snapshots",
  "network",
  "media",
  "reinstall",
  "access",
  "console",
  "activity",
] as const;
type Tab = (typeof TABS)[number];

const pathOf = (vmId: string, tab: Tab) => (tab === "overview" ? `/hosts/${vmId}` : `/hosts/${vmId}/${tab}`);

/** The pages of a host, as its customer sees them. */
export function HostTabs({ vmId }: { vmId: string }) {
  const t = useTranslations("host.tab");
  const onConsole = usePathname().endsWith("/console");
  return (
    <PageTabs
      label={t("label")}
      tabs={TABS.map((tab) => ({
        href: pathOf(vmId, tab),
        label: t(tab),
        // The console's page alone may send a form to a node: its policy comes with a whole page load.
        plain: tab === "console" || onConsole,
      }))}
    />
  );
}
