import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";

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

/** The pages of a host. On a phone they scroll sideways, with the current one in view. */
export function HostTabs({ vmId }: { vmId: string }) {
  const t = useTranslations("host.tab");
  const path = usePathname();
  const bar = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page wants another tab in view
  useEffect(() => {
    const current = bar.current?.querySelector<HTMLElement>("[aria-current]");
    bar.current?.scrollTo({
      left: current ? current.offsetLeft - (bar.current.clientWidth - current.clientWidth) / 2 : 0,
    });
  }, [path]);
  return (
    <nav className="host-tabs" aria-label={t("label")} ref={bar}>
      {TABS.map((tab) =>
        tab === "console" || path.endsWith("/console") ? (
          // The console's page alone may send a form to a node: its policy comes with a whole page load.
          <a
            key={tab}
            href={pathOf(vmId, tab)}
            aria-current={path === pathOf(vmId, tab) ? "page" : undefined}
          >
            {t(tab)}
          </a>
        ) : (
          <Link
            key={tab}
            href={pathOf(vmId, tab)}
            prefetch={false}
            aria-current={path === pathOf(vmId, tab) ? "page" : undefined}
          >
            {t(tab)}
          </Link>
        ),
      )}
    </nav>
  );
}
