import { useLocale, useTranslations } from "next-intl";
import { fillLink } from "@/lib/provider/fill-link";
import type { ProviderView } from "@/lib/provider/provider-view";

interface LegalLineProps {
  provider: Pick<ProviderView, "support" | "legal">;
  /** Whose page it is; null: nobody's. */
  customer?: string | null;
  centred?: boolean;
}

/** At the foot of a page: where to ask, and what the provider has to show. Nothing where nothing is set. */
export function LegalLine({
  provider: { support, legal },
  customer = null,
  centred = false,
}: LegalLineProps) {
  const w = useTranslations("words");
  const t = useTranslations("provider");
  const chinese = useLocale() === "zh-CN";
  if (!support && legal.length === 0) {
    return null;
  }
  return (
    <nav
      className={`flex flex-wrap gap-x-4 ${centred ? "justify-center" : "px-1 pt-3"}`}
      aria-label={t("links")}
    >
      {support ? (
        <a
          href={fillLink(support, { customer })}
          className="inline-flex min-h-7 items-center text-13 text-ink-2 max-md:min-h-11 pointer-coarse:min-h-11"
        >
          {w("contactSupport")}
        </a>
      ) : null}
      {legal.map(({ en, zh, href }) => (
        <a
          key={`${en} ${href}`}
          href={href}
          className="inline-flex min-h-7 items-center text-13 text-ink-2 max-md:min-h-11 pointer-coarse:min-h-11"
        >
          {chinese ? zh : en}
        </a>
      ))}
    </nav>
  );
}
