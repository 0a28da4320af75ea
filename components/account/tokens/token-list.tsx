import { useLocale, useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { ListTable } from "@/components/ui/list/list-table";
import type { TokenView } from "@/lib/accounts/tokens/tokens";
import { OwnTime } from "../own-time";

interface TokenListProps {
  title: string;
  tokens: TokenView[];
  /** The account's own time zone. */
  zone: string | null;
  /** Of the customer's hosts, by id. */
  hostNames: ReadonlyMap<string, string>;
  revoke: FormAction;
}

/** The tokens that are good for something: what each may, within which bounds, and when it was last used. */
export function TokenList({ title, tokens, zone, hostNames, revoke }: TokenListProps) {
  const t = useTranslations("api-tokens");
  const comma = useLocale() === "zh-CN" ? "、" : ", ";
  const boundsOf = ({ hosts, addressRanges }: TokenView): string => {
    const names = hosts?.map((id) => hostNames.get(id) ?? id) ?? [];
    const bounds = [
      ...(hosts ? [t("hosts", { count: names.length, list: names.join(comma) })] : []),
      ...(addressRanges.length > 0 ? [addressRanges.join(comma)] : []),
    ];
    return bounds.length > 0 ? bounds.join(" · ") : t("anywhere");
  };
  if (tokens.length === 0) {
    return <p className="text-ink-2">{t("none")}</p>;
  }
  return (
    <ListTable
      label={title}
      keysLast
      columns={[
        t("column.name"),
        t("column.scope"),
        t("column.bounds"),
        t("column.expires"),
        t("column.used"),
        t("column.end"),
      ]}
      rows={tokens.map((token) => ({
        key: token.id,
        cells: [
          <span key="name">
            {token.name}
            <small className="block">
              <span className="mono">rsp_…{token.ending}</span>
              {token.maker === null ? null : ` · ${t("maker", { name: token.maker })}`}
            </small>
          </span>,
          t(`scope.${token.scope}`),
          boundsOf(token),
          token.expiresAt ? <OwnTime key="expires" iso={token.expiresAt} zone={zone} day /> : t("never"),
          token.lastUsedAt ? (
            <span key="used">
              <span className="whitespace-nowrap">
                <OwnTime iso={token.lastUsedAt} zone={zone} brief />
              </span>
              {token.lastAddress ? (
                <small className="block">{t("usedFrom", { address: token.lastAddress })}</small>
              ) : null}
            </span>
          ) : (
            t("notUsed")
          ),
          <Form key="end" action={revoke}>
            <input type="hidden" name="token" value={token.id} />
            <SubmitKey aria-label={t("revokeNamed", { name: token.name })}>{t("revoke")}</SubmitKey>
          </Form>,
        ],
      }))}
    />
  );
}
