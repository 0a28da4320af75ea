import { useTranslations } from "next-intl";
import { LinkRow } from "../link-row";

/** On the account's page: how many tokens there are, and the way to them. */
export function TokensCard({ count }: { count: number }) {
  const t = useTranslations("api-tokens");
  return <LinkRow title={t("title")} state={t("count", { count })} href="/account/tokens" />;
}
