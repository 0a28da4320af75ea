import { useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import { DescriptionList } from "@/components/ui/page/facts";
import type { ProviderView } from "@/lib/provider/provider-view";

/** For who reads and changes nothing. */
export function SettingsFacts({ provider }: { provider: ProviderView }) {
  const t = useTranslations("settings");
  const { mark } = provider;
  const none = t("facts.none");
  return (
    <section className="card grid gap-3">
      <NoticeLine tone="off">{t("readOnly")}</NoticeLine>
      <DescriptionList
        facts={[
          [t("look.name"), provider.name],
          mark.kind === "letters" ? [t("look.letters"), mark.text] : [t("picture.title"), t("facts.picture")],
          [t("look.accent"), provider.accent ?? none],
          [t("links.support"), provider.support ?? none],
          [t("links.order"), provider.order ?? none],
          [t("links.pay"), provider.pay ?? none],
          [t("links.legal"), provider.legal.map(({ en, zh }) => `${en} / ${zh}`).join(" · ") || none],
        ]}
      />
    </section>
  );
}
