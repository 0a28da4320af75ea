import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { secondFactorFaults } from "@/app/second-factor-faults";
import { ProveForm } from "@/components/account/second-factor/prove-form";
import { TokenForm } from "@/components/account/tokens/token-form";
import { TokenList } from "@/components/account/tokens/token-list";
import { TopLine } from "@/components/shell/top-line";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { hasProvenLately, mayChangeFactors, proofWays } from "@/lib/accounts/second-factor/proof";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { EXPIRY_DAYS, TOKEN_FAULTS } from "@/lib/accounts/tokens/token-form";
import { listProviderTokens, listTokens } from "@/lib/accounts/tokens/tokens";
import { hostListFor } from "@/lib/hosts/host-list";
import { PageMessages } from "@/lib/i18n/page-messages";
import { providerView } from "@/lib/provider/settings";
import { askPasskeyAgain, proveAgain, proveByPasskey } from "../second-factor/actions";
import { createProviderToken, createToken, revokeProviderToken, revokeToken } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("api-tokens"))("title") };
}

/** A person's own tokens; those of all admins are for the provider's systems. Out of reach of whoever looks through their eyes. */
export default async function TokensPage() {
  const viewer = await requireViewer();
  if (viewer.view || viewer.role === "support") {
    notFound();
  }
  const t = await getTranslations("api-tokens");
  const account = await getTranslations("account");
  const ofProvider = viewer.role === "admin";
  const title = t(ofProvider ? "listProvider" : "list");
  const { hosts } = await hostListFor(viewer);
  const names = new Map(hosts.map(({ id, name }) => [id, name]));
  // What was made takes the form's place, above the list; a form that first asks who it is stands below what there is.
  const asks = ofProvider && !(await hasProvenLately(viewer));
  const form = (
    <NewToken
      key="form"
      viewer={viewer}
      hostNames={[...names.values()].sort()}
      about={
        <>
          {t(ofProvider ? "aboutProvider" : "about")}
          <Gap />
          <Link href="/developers">{t("reference")}</Link>
        </>
      }
    />
  );
  return (
    <>
      <TopLine title={t("title")} above={{ href: "/account", title: account("title") }} />
      <PageMessages namespaces={["api-tokens", "second-factor"]}>
        <div className="sheet">
          {asks ? null : form}
          <FormSection title={title} text={t(ofProvider ? "endsWithMaker" : "endsWith")}>
            <TokenList
              title={title}
              tokens={await (ofProvider ? listProviderTokens() : listTokens(viewer.accountId))}
              zone={viewer.timeZone}
              hostNames={names}
              revoke={ofProvider ? revokeProviderToken : revokeToken}
            />
          </FormSection>
          {asks ? form : null}
        </div>
      </PageMessages>
    </>
  );
}

const Gap = () => useGap();

interface NewTokenProps {
  viewer: Viewer;
  hostNames: string[];
  /** What a token is for. */
  about: ReactNode;
}

/** The form, once it is known who asks; above the list, as what it made takes its place. */
async function NewToken({ viewer, hostNames, about }: NewTokenProps) {
  const t = await getTranslations("api-tokens");
  const ofProvider = viewer.role === "admin";
  const faults = await secondFactorFaults();
  const { name: provider } = await providerView();
  if (ofProvider && !(await hasSecondFactor(viewer.accountId))) {
    return (
      <FormSection title={t("form.title")} text={about}>
        <NoticeLine tone="busy">{t("needsFactor")}</NoticeLine>
        <p>
          <KeyLink href="/account/second-factor">{t("setUp")}</KeyLink>
        </p>
      </FormSection>
    );
  }
  const proven = ofProvider ? await hasProvenLately(viewer) : await mayChangeFactors(viewer);
  return proven ? (
    <TokenForm
      ofProvider={ofProvider}
      about={about}
      days={EXPIRY_DAYS}
      hostNames={hostNames}
      create={ofProvider ? createProviderToken : createToken}
      faults={{
        ...faults,
        ...Object.fromEntries(TOKEN_FAULTS.map((fault) => [fault, t(`fault.${fault}`, { provider })])),
        // A provider's token must be limited to addresses.
        ...(ofProvider ? { "addresses-unknown": t("addressesUnknown") } : {}),
      }}
    />
  ) : (
    <FormSection title={t("form.title")} text={about}>
      <div className="grid max-w-sm gap-3">
        <p className="text-ink-2">{t("prove.text")}</p>
        <ProveForm
          ways={await proofWays(viewer.accountId)}
          faults={faults}
          actions={{ proveAgain, askPasskeyAgain, proveByPasskey }}
        />
      </div>
    </FormSection>
  );
}
