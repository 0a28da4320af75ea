import { useTranslations } from "next-intl";
import { type Fact, FactList } from "@/components/admin/fact-card";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ProviderView } from "@/lib/provider/provider-view";

/** For who reads and changes nothing. */
export function SettingsFacts({ provider }: { provider: ProviderView }) {
  const t = useTranslations("settings");
  const { mark } = provider;
  const none = t("facts.none");
  const facts: Fact[] = [
    { name: t("look.name"), value: provider.name },
    mark.kind === "letters"
      ? { name: t("look.letters"), value: mark.text }
      : { name: t("picture.title"), value: t("facts.picture") },
    { name: t("look.accent"), value: provider.accent ?? none },
    { name: t("links.support"), value: provider.support ?? none },
    { name: t("links.order"), value: provider.order ?? none },
    { name: t("links.pay"), value: provider.pay ?? none },
    {
      name: t("links.legal"),
      value:
        provider.legal.length === 0 ? none : provider.legal.map(({ en, zh }) => `${en} / ${zh}`).join(" · "),
    },
  ];
  return (
    <section className="card grid gap-3">
      <NoticeLine tone="off">{t("readOnly")}</NoticeLine>
      <FactList facts={facts} />
    </section>
  );
}
