import { getLocale, getTranslations } from "next-intl/server";
import { AccessLines } from "@/components/account/access-lines";
import { PreferenceRows } from "@/components/account/preference-rows";
import { ProfileRows } from "@/components/account/profile-rows";
import { LegalLine } from "@/components/shell/legal-line";
import { TopLine } from "@/components/shell/top-line";
import { Card, Section } from "@/components/ui/card";
import { Sectioned } from "@/components/ui/sectioned";
import { requireViewer, usesSingleKeys } from "@/lib/accounts/sessions/current-viewer";
import { customerAccounts } from "@/lib/fleet/customers/customer-page";
import type { SearchParams } from "@/lib/fleet/search-params";
import { pageTitle } from "@/lib/i18n/page-title";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { providerView } from "@/lib/provider/settings";
import { changeEmail, saveProfile, setLanguage, setSingleKeys, setTheme, setTimeZone } from "./actions";
import { OwnSections } from "./own-sections";

export const generateMetadata = pageTitle("words.account");

/** Everything about the person who is signed in; through a customer's eyes their own preferences, and whose accounts these are. */
export default async function AccountPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const t = await getTranslations("account");
  const w = await getTranslations("words");
  const provider = await providerView();
  const sections = viewer.view
    ? (["profile", "accounts", "preferences"] as const)
    : (["profile", "password", "sessions", "notifications", "api", "preferences"] as const).filter(
        (part) => part !== "password" || !viewer.linkedTo,
      );
  // They are whom that link leads to.
  const isStaff = viewer.role !== "customer" && !viewer.view;
  return (
    <>
      <TopLine title={w("account")} />
      <Sectioned
        label={w("account")}
        parts={sections.map(
          (part) => [part, part === "accounts" ? w("panelAccounts") : t(`part.${part}`)] as const,
        )}
      >
        {viewer.view ? (
          <>
            <ProfileRows
              viewer={viewer}
              profile={null}
              email={null}
              changeable={[]}
              actions={{ saveProfile, changeEmail }}
            />
            <Section id="accounts" title={w("panelAccounts")} text={t("inView")}>
              <Card>
                <AccessLines accounts={await customerAccounts(viewer.view.userId)} zone={viewer.timeZone} />
              </Card>
            </Section>
          </>
        ) : (
          <OwnSections viewer={viewer} searchParams={searchParams} />
        )}
        <PreferenceRows
          locale={await getLocale()}
          theme={(await viewerPreferences()).theme}
          zone={viewer.timeZone}
          inView={viewer.view !== null}
          singleKeys={await usesSingleKeys()}
          actions={{ setLanguage, setTheme, setTimeZone, setSingleKeys }}
        />
      </Sectioned>
      <LegalLine provider={isStaff ? { ...provider, support: null } : provider} customer={viewer.userId} />
    </>
  );
}
