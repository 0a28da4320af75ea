import { useLocale, useTranslations } from "next-intl";
import { AddRow, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { TokenView } from "@/lib/accounts/tokens/tokens";
import { OwnTime } from "../own-time";
import { TokenDialog } from "./token-dialog";

interface TokenRowsProps {
  /** Those of all admins, for the provider's systems; else a person's own. */
  ofProvider: boolean;
  /** Whether one may be made: a provider's needs a second factor of who makes it. */
  mayMake: boolean;
  tokens: TokenView[];
  /** The account's own time zone. */
  zone: string | null;
  /** Of the customer's hosts, by id. */
  hostNames: ReadonlyMap<string, string>;
  /** After how many a token may expire. */
  days: readonly number[];
  actions: { create: FormAction<{ shown: string }>; revoke: FormAction };
}

/** The tokens that are good for something: what each may, within which bounds, and when it was last used. */
export function TokenRows({ ofProvider, mayMake, tokens, zone, hostNames, days, actions }: TokenRowsProps) {
  const t = useTranslations("api-tokens");
  const w = useTranslations("words");
  const comma = useLocale() === "zh-CN" ? "、" : ", ";
  const boundsOf = ({ maker, scope, fleetScopes, hosts, addressRanges, ending }: TokenView): string => {
    const names = hosts?.map((id) => hostNames.get(id) ?? id) ?? [];
    return [
      scope === "provider" ? fleetScopes.map((each) => t(`scope.${each}`)).join(comma) : t(`scope.${scope}`),
      ...(hosts ? [t("hosts", { count: names.length, list: names.join(comma) })] : []),
      ...(addressRanges.length > 0 ? [addressRanges.join(comma)] : []),
      `rsp_…${ending}`,
      ...(maker === null ? [] : [t("maker", { name: maker })]),
    ].join(" · ");
  };
  return (
    <>
      {tokens.map((token) => (
        <SettingRow
          key={token.id}
          lead={<Icon name="console" />}
          label={token.name}
          text={
            <>
              {boundsOf(token)}
              {token.expiresAt ? (
                <>
                  {" · "}
                  {t.rich("expires", {
                    time: () => <OwnTime iso={token.expiresAt ?? ""} zone={zone} day />,
                  })}
                </>
              ) : null}
            </>
          }
          value={
            token.lastUsedAt ? (
              <>
                {t.rich("used", { time: () => <OwnTime iso={token.lastUsedAt ?? ""} zone={zone} brief /> })}
                {token.lastAddress ? (
                  <span className="block">{t("usedFrom", { address: token.lastAddress })}</span>
                ) : null}
              </>
            ) : (
              t("notUsed")
            )
          }
          control={
            <Form action={actions.revoke} hidden={{ token: token.id }}>
              <SubmitButton aria-label={t("revokeNamed", { name: token.name })}>{t("revoke")}</SubmitButton>
            </Form>
          }
        />
      ))}
      {mayMake ? null : (
        <SettingRow
          label={w("apiTokens")}
          text={t("needsFactor")}
          control={<a href="#password">{t("setUp")}</a>}
        />
      )}
      <AddRow
        end={
          <Link href="/developers" className="font-medium no-underline hover:underline">
            {w("apiReference")}
          </Link>
        }
      >
        {mayMake ? (
          <TokenDialog
            ofProvider={ofProvider}
            days={days}
            hostNames={[...hostNames.values()].sort()}
            create={actions.create}
          />
        ) : null}
      </AddRow>
    </>
  );
}
