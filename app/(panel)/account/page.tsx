import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AppearanceZone } from "@/components/account/appearance-zone";
import { PasswordForm } from "@/components/account/password-form";
import { PersonFacts } from "@/components/account/person-facts";
import { SessionsZone } from "@/components/account/sessions-zone";
import { TopLine } from "@/components/shell/top-line";
import { requireViewer } from "@/lib/accounts/current-viewer";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/accounts/password-rules";
import { listSessions } from "@/lib/accounts/sessions";
import { ACTION_CODES } from "@/lib/actions/action-result";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { changePassword, setLanguage, setTheme, signOutEverywhere } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const viewer = await requireViewer();
  const t = await getTranslations("account");
  const errors = await getTranslations("errors.action");
  const counts = { count: SHORTEST_PASSWORD };
  return (
    <>
      <TopLine title={t("title")} />
      <div className="sheet">
        <section className="zone">
          <h2 className="mb-3">{t("facts")}</h2>
          <PersonFacts viewer={viewer} />
        </section>
        <section className="zone">
          <h2 className="mb-3">{t("password.title")}</h2>
          <PasswordForm
            action={changePassword}
            texts={{
              current: t("password.current"),
              next: t("password.new"),
              hint: t("password.hint", counts),
              submit: t("password.submit"),
              done: t("password.done"),
              showPassword: t("password.show"),
            }}
            faults={{
              ...Object.fromEntries(ACTION_CODES.map((code) => [code, errors(code)])),
              "wrong-password": t("password.fault.wrong"),
              "too-short": t("password.fault.too-short", counts),
              "too-long": t("password.fault.too-long", { count: LONGEST_PASSWORD }),
              "too-common": t("password.fault.too-common"),
              "like-name": t("password.fault.like-name"),
              "like-current": t("password.fault.like-current"),
            }}
          />
        </section>
        <SessionsZone
          sessions={await listSessions(viewer.accountId)}
          current={viewer.sessionId}
          zone={viewer.timeZone}
          signOutEverywhere={signOutEverywhere}
        />
        <AppearanceZone
          locale={await getLocale()}
          theme={(await viewerPreferences()).theme}
          actions={{ setLanguage, setTheme }}
        />
      </div>
    </>
  );
}
