import { useTranslations } from "next-intl";
import { fillLink } from "@/lib/provider/fill-link";
import type { ProviderView } from "@/lib/provider/provider-view";
import { FactRow, SettingsGroup } from "../settings-group";

/** Where the provider's own links lead for this customer; nothing where none is theirs. */
export function CustomerLinks({ userId, provider }: { userId: string; provider: ProviderView }) {
  const t = useTranslations("settings.links");
  const page = useTranslations("words");
  const own = (["order", "pay"] as const).flatMap((name) => {
    const pattern = provider[name];
    return pattern ? [{ name, href: fillLink(pattern, { customer: userId }) }] : [];
  });
  return own.length === 0 ? null : (
    <SettingsGroup title={page("links")}>
      {own.map(({ name, href }) => (
        <FactRow
          key={name}
          label={t(name)}
          value={
            <a href={href} target="_blank" rel="noreferrer" className="text-accent-ink">
              {href}
            </a>
          }
        />
      ))}
    </SettingsGroup>
  );
}
