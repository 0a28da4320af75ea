import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { AccessLines } from "@/components/account/access-lines";
import { AppearanceCard } from "@/components/account/appearance-card";
import { OwnZoneName } from "@/components/account/own-time";
import { PasswordForm } from "@/components/account/password-form";
import { PersonFacts } from "@/components/account/person-facts";
import { ProfileCard } from "@/components/account/profile-card";
import { SecondFactorCard } from "@/components/account/second-factor/second-factor-card";
import { SessionsCard } from "@/components/account/sessions-card";
import { TimeZoneForm } from "@/components/account/time-zone-form";
import { TokensCard } from "@/components/account/tokens/tokens-card";
import { NotificationsCard } from "@/components/notifications/notifications-card";
import { LegalLine } from "@/components/shell/legal-line";
import { TopLine } from "@/components/shell/top-line";
import { FormSection } from "@/components/ui/form/form-section";
import { shownProfile } from "@/lib/accounts/own-profile";
import { factorsShown } from "@/lib/accounts/second-factor/factors";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { listSessions } from "@/lib/accounts/sessions/list-sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";
import { listProviderTokens, listTokens } from "@/lib/accounts/tokens/tokens";
import { config } from "@/lib/config";
import { customerAccounts } from "@/lib/fleet/customers/customer-page";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { canMail } from "@/lib/mail";
import { mailAddressOf } from "@/lib/notifications/settings";
import { providerView } from "@/lib/provider/settings";
import {
  changeEmail,
  changePassword,
  endOtherSessions,
  endSession,
  saveProfile,
  setLanguage,
  setTheme,
  setTimeZone,
  signOutEverywhere,
} from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const viewer = await requireViewer();
  const t = await getTranslations("account");
  const provider = await providerView();
  // They are whom that link leads to.
  const isStaff = viewer.role !== "customer" && !viewer.view;
  return (
    <>
      <TopLine title={t("title")} />
      <div className="sheet">
        <FormSection title={t("facts")}>
          <PersonFacts viewer={viewer} email={isStaff ? await mailAddressOf(viewer.accountId) : null} />
        </FormSection>
        {viewer.view ? (
          <FormSection title={t("inViewTitle")} text={t("inView")}>
            <AccessLines accounts={await customerAccounts(viewer.view.userId)} zone={viewer.timeZone} />
          </FormSection>
        ) : (
          <OwnCards viewer={viewer} />
        )}
        <AppearanceCard
          locale={await getLocale()}
          theme={(await viewerPreferences()).theme}
          inView={viewer.view !== null}
          actions={{ setLanguage, setTheme }}
        >
          {viewer.view ? (
            <p className="text-ink-2 text-sm">
              {t.rich("zone.inView", { zone: () => <OwnZoneName zone={viewer.timeZone} /> })}
            </p>
          ) : (
            <TimeZoneForm
              current={viewer.timeZone}
              action={setTimeZone}
              texts={{
                label: t("zone.label"),
                browser: t("zone.browser"),
                save: t("zone.save"),
                saved: t("zone.saved"),
              }}
            />
          )}
        </AppearanceCard>
      </div>
      <LegalLine provider={isStaff ? { ...provider, support: null } : provider} />
    </>
  );
}

/** What is a person's own, and out of reach of whoever looks through their eyes. */
async function OwnCards({ viewer }: { viewer: Viewer }) {
  const t = await getTranslations("account");
  const [profile, sessions, factors, email, tokens] = await Promise.all([
    viewer.userId ? shownProfile(viewer.userId) : null,
    listSessions(viewer.accountId),
    factorsShown(viewer.accountId),
    mailAddressOf(viewer.accountId),
    countTokens(viewer),
  ]);
  return (
    <Faults of="account">
      {viewer.userId ? (
        <ProfileCard
          profile={profile}
          isConfirmed={email !== null}
          changeable={config().customerFields}
          actions={{ saveProfile, changeEmail }}
        />
      ) : null}
      <FormSection
        title={t("password.title")}
        text={viewer.role === "customer" && tokens ? t("password.revokesTokens") : undefined}
      >
        <PasswordForm
          action={changePassword}
          username={viewer.username}
          texts={{
            current: t("password.current"),
            next: t("password.new"),
            hint: t("password.hint", { count: SHORTEST_PASSWORD }),
            submit: t("password.submit"),
            done: t("password.done"),
            rstackUnconfirmed: t("password.rstackUnconfirmed"),
            showCurrent: t("password.showField", { field: t("password.current") }),
            showNext: t("password.showField", { field: t("password.new") }),
          }}
        />
      </FormSection>
      <SecondFactorCard totp={factors.totp} passkeys={factors.passkeys} />
      <NotificationsCard byMail={canMail() && email !== null} />
      {tokens === null ? null : <TokensCard count={tokens} />}
      <SessionsCard
        sessions={sessions}
        current={viewer.sessionId}
        zone={viewer.timeZone}
        actions={{ endSession, endOtherSessions, signOutEverywhere }}
      />
    </Faults>
  );
}

/** Null for who can have none. */
async function countTokens({ role, accountId }: Viewer): Promise<number | null> {
  if (role === "support") {
    return null;
  }
  return (await (role === "admin" ? listProviderTokens() : listTokens(accountId))).length;
}
