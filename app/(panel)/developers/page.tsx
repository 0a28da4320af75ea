import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BeginCard } from "@/components/developers/begin-card";
import { IN_CODE } from "@/components/developers/code";
import { EndpointsCard } from "@/components/developers/endpoints-card";
import { ErrorsCard, KindsCard, SchemasCard } from "@/components/developers/reference-cards";
import { TopLine } from "@/components/shell/top-line";
import { FormSection } from "@/components/ui/form/form-section";
import { PageIndex } from "@/components/ui/form/page-index";
import { KeyLink } from "@/components/ui/key-link";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { MOST_ROWS, USUAL_ROWS } from "@/lib/api/lists";
import { apiReference } from "@/lib/api/reference";
import "@/components/developers/developers.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("developers"))("title") };
}

/** The API for people: made from what answers the requests, and read without a script. */
export default async function DevelopersPage() {
  const viewer = await requireViewer();
  const t = await getTranslations("developers");
  const account = await getTranslations("account");
  const { address, addresses, kinds, answers, problems } = apiReference();
  const ofProvider = (wanted: boolean) => addresses.filter(({ scope }) => (scope === "provider") === wanted);
  const kindsOf = (wanted: boolean) => kinds.filter(({ scope }) => (scope === "provider") === wanted);
  const isCustomer = viewer.role === "customer";
  const endpoints = t(isCustomer ? "addresses.customer" : "addresses.ofCustomer");
  const parts: [id: string, title: string][] = [
    ["getting-started", t("begin.title")],
    ...(isCustomer ? [] : ([["provider-endpoints", t("addresses.provider")]] as [string, string][])),
    ["endpoints", endpoints],
    ["operations", t("kinds.title")],
    ["pagination", t("lists.title")],
    ["rate-limits", t("limits.title")],
    ["errors", t("problems.title")],
    ["schemas", t("schemas.title")],
    ["openapi", "OpenAPI"],
  ];
  return (
    <>
      <TopLine title={t("title")} above={{ href: "/account", title: account("title") }} />
      <div className="sheet">
        <PageIndex label={t("contents")} parts={parts} />
        <BeginCard address={address} isCustomer={isCustomer} />
        {/* Who looks can use these. */}
        {isCustomer ? null : (
          <EndpointsCard
            id="provider-endpoints"
            title={t("addresses.provider")}
            text={t("addresses.providerText")}
            addresses={ofProvider(true)}
          />
        )}
        <EndpointsCard
          id="endpoints"
          title={endpoints}
          text={isCustomer ? undefined : t("addresses.ofCustomerText")}
          folded={isCustomer ? undefined : true}
          addresses={ofProvider(false)}
        />
        {/* Of staff theirs first: the rest is what customers can do. */}
        <KindsCard kinds={kindsOf(!isCustomer)} others={isCustomer ? undefined : kindsOf(false)} />
        <FormSection id="pagination" title={t("lists.title")}>
          <p>{t.rich("lists.text", { ...IN_CODE, most: MOST_ROWS, usual: USUAL_ROWS })}</p>
        </FormSection>
        <FormSection id="rate-limits" title={t("limits.title")}>
          <p>{t.rich("limits.text", IN_CODE)}</p>
        </FormSection>
        <ErrorsCard problems={problems} isCustomer={isCustomer} />
        <SchemasCard
          answers={isCustomer ? answers.filter(({ name }) => !name.startsWith("Fleet")) : answers}
        />
        <FormSection id="openapi" title="OpenAPI">
          <p>{t("intro")}</p>
          <p>
            <KeyLink href="/api/v1/openapi.json" plainLink icon="download">
              openapi.json
            </KeyLink>
          </p>
        </FormSection>
      </div>
    </>
  );
}
