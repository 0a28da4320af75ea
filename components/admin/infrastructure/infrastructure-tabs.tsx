import { useTranslations } from "next-intl";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import "./infrastructure-tabs.css";

const PLACES = {
  nodes: "/admin/infrastructure",
  pools: "/admin/infrastructure/pools",
  images: "/admin/infrastructure/images",
  backups: "/admin/infrastructure/backups",
  mappings: "/admin/infrastructure/mappings",
} as const;

/** What there is: the hardware, what hosts get from it, and what they have beside themselves. */
export function InfrastructureTabs({ current }: { current: keyof typeof PLACES }) {
  const t = useTranslations("infrastructure.tab");
  return (
    <div className="tab-line infrastructure-tabs">
      <SegmentedFilter
        label={t("label")}
        segments={(["nodes", "pools", "images", "backups", "mappings"] as const).map((name) => ({
          href: PLACES[name],
          // All five are in sight on every screen: where there is little room, by a short name.
          label: (
            <>
              <span className="tab-long">{t(name)}</span>
              <span className="tab-short">{t(`short.${name}`)}</span>
            </>
          ),
          current: name === current,
        }))}
      />
    </div>
  );
}
