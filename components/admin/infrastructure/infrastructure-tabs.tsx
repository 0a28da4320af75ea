import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/page/tabs";

const PLACES = {
  nodes: "/admin/infrastructure",
  pools: "/admin/infrastructure/pools",
  images: "/admin/infrastructure/images",
  backups: "/admin/infrastructure/backups",
  mappings: "/admin/infrastructure/mappings",
} as const;
const NAMES = ["nodes", "pools", "images", "backups", "mappings"] as const;
const WORDS = {
  pools: "addressPools",
  images: "systemAndIsoImages",
  backups: "snapshotsAndBackups",
  mappings: "portsAndDomains",
} as const;

/** What there is: the hardware, what hosts get from it, and what they have beside themselves. */
export function InfrastructureTabs() {
  const t = useTranslations("infrastructure.tab");
  const w = useTranslations("words");
  const label = (name: (typeof NAMES)[number]) => (name === "nodes" ? t("nodes") : w(WORDS[name]));
  return <Tabs label={t("label")} tabs={NAMES.map((name) => ({ href: PLACES[name], label: label(name) }))} />;
}
