import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { Faults } from "@/app/faults";
import { PasskeyKey } from "@/components/account/second-factor/passkey-key";
import { SignInForm } from "@/components/account/sign-in-form";
import { ForgetState } from "@/components/offline/forget-state";
import { ButtonLink } from "@/components/ui/button-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { safePath } from "@/lib/accounts/safe-path";
import { currentPending } from "@/lib/accounts/second-factor/finish-entry";
import { passkeysPossible } from "@/lib/accounts/second-factor/passkey-place";
import { currentViewer } from "@/lib/accounts/sessions/current-viewer";
import { secondFactorBefore } from "@/lib/accounts/sign-in/sign-in-cookies";
import { config } from "@/lib/config";
import { pageTitle } from "@/lib/i18n/page-title";
import { canMail } from "@/lib/mail";
import { providerView } from "@/lib/provider/settings";
import { askSignInPasskey, signIn, signInWithPasskey } from "./actions";

export const generateMetadata = pageTitle("words.signIn");

/** Why the OpenID provider let nobody in. */
const WHY = ["failed", "untied", "not-allowed", "down", "busy"] as const;

export default async function SignInPage({
  searchParams,
}: {
  /** `provider`: what came of the sign-in there. `ended`: a session did. `entered`: one was just begun, so whoever has none by now kept no cookie. */
  searchParams: Promise<Partial<Record<"next" | "ended" | "entered" | "provider", string | string[]>>>;
}) {
  const { next, ended, entered, provider: came } = await searchParams;
  const wanted = typeof next === "string" ? next : undefined;
  // Drawn anew by its own action, the page stays as it is: the form loads the next one whole, which a redirect would not.
  if (!(await headers()).has("next-action")) {
    const viewer = await currentViewer({ settingUp: true });
    if (viewer) {
      redirect(safePath(wanted, viewer.role));
    }
    if (await currentPending()) {
      redirect(secondFactorBefore(wanted ?? "/"));
    }
  }
  const w = await getTranslations("words");
  const faults = await getTranslations("faults");
  const t = await getTranslations("sign-in");
  const entry = await getTranslations("entry.forgot");
  const provider = await providerView();
  const sso = config().oidc?.name;
  const why = WHY.find((each) => each === came);
  return (
    <EntryPage title={w("signIn")}>
      <ForgetState />
      {sso && why ? (
        <NoticeLine tone="alert" role="alert">
          {t(`provider.${why}`, { name: sso })}
        </NoticeLine>
      ) : entered === "1" ? (
        <NoticeLine tone="alert" role="alert">
          {faults("passkey.no-cookie")}
        </NoticeLine>
      ) : ended === "1" ? (
        <NoticeLine tone="off" role="status">
          {t("ended")}
        </NoticeLine>
      ) : null}
      <Faults of="sign-in" values={{ provider: provider.name, mail: canMail() ? "yes" : "no" }}>
        <SignInForm
          action={signIn}
          next={wanted ?? null}
          texts={{
            name: t("name"),
            password: w("password"),
            showPassword: w("showPassword"),
            submit: w("signIn"),
          }}
        />
        {passkeysPossible() ? (
          <Faults of="passkey">
            <PasskeyKey
              actions={{ ask: askSignInPasskey, answer: signInWithPasskey }}
              label={(await getTranslations("second-factor.signIn"))("passkey")}
              next={wanted}
            />
          </Faults>
        ) : null}
      </Faults>
      {sso ? (
        // It leads to another origin, which a form may not.
        <ButtonLink
          href={`/sign-in/provider${wanted ? `?next=${encodeURIComponent(wanted)}` : ""}`}
          className="w-full"
          plainLink
        >
          {t("provider.key", { name: sso })}
        </ButtonLink>
      ) : null}
      <p className="text-center text-13 text-ink-2">
        {canMail() ? (
          // No page before sign-in is fetched ahead, and the router's link weighs 4 kB.
          <a href="/reset" className="font-medium no-underline hover:underline">
            {entry("link")}
          </a>
        ) : (
          t("noAccount", { provider: provider.name })
        )}
      </p>
    </EntryPage>
  );
}
