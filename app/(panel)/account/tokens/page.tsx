import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { TokenForm } from "@/components/account/tokens/token-form";
import { TokenList } from "@/components/account/tokens/token-list";
import { TopLine } from "@/components/shell/top-line";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { EXPIRY_DAYS } from "@/lib/accounts/tokens/token-form";
import { listProviderTokens, listTokens } from "@/lib/accounts/tokens/tokens";
import type { SearchParams } from "@/lib/fleet/search-params";
import { hostListFor } from "@/lib/hosts/host-list";
import { PageMessages } from "@/lib/i18n/page-messages";
import { providerView } from "@/lib/provider/settings";
import { createProviderToken, createToken, revokeProviderToken, revokeToken } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("api-tokens"))("title") };
}

/** A customer's form stands above the list; staff's, whose tokens are rare, has an address of its own. */
const NEW = "/account/tokens?new=1";

/** A person's own tokens; those of all admins are for the provider's systems. Out of reach of whoever looks through their eyes. */
export default async function TokensPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  if (viewer.view || viewer.role === "support") {
    notFound();
  }
  const t = await getTranslations("api-tokens");
  const account = await getTranslations("account");
  const ofProvider = viewer.role === "admin";
  const hasFactor = !ofProvider || (await hasSecondFactor(viewer.accountId));
  const isForm = hasFactor && (!ofProvider || (await searchParams).new !== undefined);
  const tokens = await (ofProvider ? listProviderTokens() : listTokens(viewer.accountId));
  const { hosts } = await hostListFor(viewer);
  const names = new Map(hosts.map(({ id, name }) => [id, name]));
  const title = t(ofProvider ? "listProvider" : "list");
  const about = (
    <>
      {t(ofProvider ? "aboutProvider" : "about")}
      <Gap />
      <Link href="/developers">{t("reference")}</Link>
    </>
  );
  return (
    <>
      {ofProvider && isForm ? (
        <TopLine title={t("form.title")} above={{ href: "/account/tokens", title: t("title") }} />
      ) : (
        <TopLine title={t("title")} above={{ href: "/account", title: account("title") }} />
      )}
      <PageMessages namespaces={["api-tokens", "second-factor"]}>
        {tokens.length === 0 && !isForm ? (
          <EmptyState icon="passkey" title={t("noneTitle")} text={t("aboutProvider")}>
            <NewKey hasFactor={hasFactor} />
            <KeyLink href="/developers">{t("reference")}</KeyLink>
          </EmptyState>
        ) : (
          <div className="sheet">
            {/* What was made takes the form's place, above the list. */}
            {isForm ? (
              <NewToken key="form" viewer={viewer} hostNames={[...names.values()].sort()} about={about} />
            ) : null}
            {tokens.length > 0 || !ofProvider ? (
              <FormSection title={title} text={isForm ? undefined : about}>
                <TokenList
                  title={title}
                  tokens={tokens}
                  zone={viewer.timeZone}
                  hostNames={names}
                  revoke={ofProvider ? revokeProviderToken : revokeToken}
                />
                {isForm ? null : <NewKey hasFactor={hasFactor} />}
                <Disclosure title={t("endsTitle")}>
                  <p className="text-ink-2">{t(ofProvider ? "endsWithMaker" : "endsWith")}</p>
                </Disclosure>
              </FormSection>
            ) : null}
          </div>
        )}
        {isForm ? <AskedAgain viewer={viewer} always="token" /> : null}
      </PageMessages>
    </>
  );
}

const Gap = () => useGap();

/** To the form of the provider's tokens, or to what must be there before. */
async function NewKey({ hasFactor }: { hasFactor: boolean }) {
  const t = await getTranslations("api-tokens");
  return hasFactor ? (
    <div>
      <KeyLink href={NEW} icon="plus" variant="accent">
        {t("form.title")}
      </KeyLink>
    </div>
  ) : (
    <>
      <NoticeLine tone="busy">{t("needsFactor")}</NoticeLine>
      <div>
        <KeyLink href="/account/second-factor" variant="accent">
          {t("setUp")}
        </KeyLink>
      </div>
    </>
  );
}

interface NewTokenProps {
  viewer: Viewer;
  hostNames: string[];
  /** What a token is for. */
  about: ReactNode;
}

/** The form; who asks is shown last, when it is sent. */
async function NewToken({ viewer, hostNames, about }: NewTokenProps) {
  const ofProvider = viewer.role === "admin";
  const { name: provider } = await providerView();
  return (
    <Faults of="api-tokens" values={{ provider, role: viewer.role }}>
      <TokenForm
        ofProvider={ofProvider}
        about={about}
        days={EXPIRY_DAYS}
        hostNames={hostNames}
        create={ofProvider ? createProviderToken : createToken}
      />
    </Faults>
  );
}
