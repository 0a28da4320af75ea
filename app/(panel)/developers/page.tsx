import { getTranslations } from "next-intl/server";
import { Begin, Endpoints, IN_CODE, Kinds, Problems } from "@/components/developers/reference";
import { TopLine } from "@/components/shell/top-line";
import { ButtonLink } from "@/components/ui/button-link";
import { Section } from "@/components/ui/card";
import { Sectioned } from "@/components/ui/sectioned";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { MOST_ROWS, USUAL_ROWS } from "@/lib/api/lists";
import { apiReference } from "@/lib/api/reference";
import { pageTitle } from "@/lib/i18n/page-title";

export const generateMetadata = pageTitle("words.apiReference");

/** The API for people: what it offers in a line each, read without a script; its description tells the rest. */
export default async function DevelopersPage() {
  const isCustomer = (await requireViewer()).role === "customer";
  const t = await getTranslations("developers");
  const w = await getTranslations("words");
  const { address, addresses, kinds, problems } = apiReference(isCustomer ? "customer" : "provider");
  const parts = [
    ["getting-started", t("begin.title")],
    ["endpoints", t("addresses.customer")],
    ["operations", t("kinds.title")],
    ["pagination", t("lists.title")],
    ["rate-limits", t("limits.title")],
    ["errors", t("problems.title")],
    ["openapi", "OpenAPI"],
    ["mcp", "MCP"],
  ] as const;
  return (
    <>
      <TopLine title={w("apiReference")} above={{ href: "/account", title: w("account") }} />
      <Sectioned label={t("contents")} parts={parts}>
        <Begin address={address} isCustomer={isCustomer} />
        <Endpoints id="endpoints" title={t("addresses.customer")} addresses={addresses} />
        <Kinds kinds={kinds} />
        <Section id="pagination" title={t("lists.title")}>
          <p>{t.rich("lists.text", { ...IN_CODE, most: MOST_ROWS, usual: USUAL_ROWS })}</p>
        </Section>
        <Section id="rate-limits" title={t("limits.title")}>
          <p>{t.rich("limits.text", IN_CODE)}</p>
        </Section>
        <Problems problems={problems} />
        <Section id="openapi" title="OpenAPI" text={t("intro")}>
          <div>
            <ButtonLink href="/api/v1/openapi.json" plainLink icon="download">
              openapi.json
            </ButtonLink>
          </div>
        </Section>
        <Section id="mcp" title="MCP">
          <p>
            {t.rich("assistants", {
              ...IN_CODE,
              path: address.replace("/v1", "/mcp"),
              role: isCustomer ? "customer" : "provider",
            })}
          </p>
          {isCustomer ? (
            <div>
              <ButtonLink href="/approvals" icon="check">
                {(await getTranslations("approvals"))("title")}
              </ButtonLink>
            </div>
          ) : null}
        </Section>
      </Sectioned>
    </>
  );
}
