import { useTranslations } from "next-intl";
import { SegmentedFilter } from "@/components/ui/form/segmented";

const PLACES = {
  nodes: "/admin/infrastructure",
  pools: "/admin/infrastructure/pools",
  images: "/admin/infrastructure/images",
  backups: "/admin/infrastructure/backups",
  mappings: "/admin/infrastructure/mappings",
} as const;

export function InfrastructureTabs({ current }: { current: keyof typeof PLACES }) {
  const t = useTranslations("infrastructure.tab");
  return (
    <div className="tab-line">
      <SegmentedFilter
        label={t("label")}
        segments={(["nodes", "pools", "images"] as const).map((name) => ({
          href: PLACES[name],
          label: t(name),
          current: name === current,
        }))}
      />
    </div>
  );
}
