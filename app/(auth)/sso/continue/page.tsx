import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { ButtonLink } from "@/components/ui/button-link";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { safePath } from "@/lib/accounts/safe-path";
import { currentPending } from "@/lib/accounts/second-factor/finish-entry";
import { currentViewer } from "@/lib/accounts/sessions/current-viewer";
import { secondFactorBefore } from "@/lib/accounts/sign-in/sign-in-cookies";
import { ssoCookie, whoContinues } from "@/lib/accounts/sign-in/sso";
import { pageTitle } from "@/lib/i18n/page-title";
import { providerView } from "@/lib/provider/settings";
import { continueBySso } from "./actions";

export const generateMetadata = pageTitle("words.signIn");

/** Expired, used, forged, for staff or for nobody: one and the same page; the log knows which. */
export default async function ContinuePage({
  searchParams,
}: {
  searchParams: Promise<{ wait?: string | string[]; next?: string | string[] }>;
}) {
  const t = await getTranslations("entry.sso");
  const { wait, next } = await searchParams;
  const to = safePath(typeof next === "string" ? next : undefined, "customer");
  const { name: provider } = await providerView();
  const forgot = await getTranslations("entry.forgot");
  const challenge = (await cookies()).get(ssoCookie())?.value;
  const who = challenge ? await whoContinues(challenge) : null;
  // Drawn anew by its own action, the page stays as it is: the form loads the next one whole, or says why not.
  const byAction = (await headers()).has("next-action");
  if (!who && !byAction) {
    if (await currentViewer({ settingUp: true })) {
      redirect(to);
    }
    if (await currentPending()) {
      redirect(secondFactorBefore(to));
    }
    // The ticket is still good then: nobody looked at it.
    const waits = /^[1-9]\d{0,3}$/.test(String(wait));
    const busy = await getTranslations("entry.busy");
    return (
      <EntryPage title={waits ? busy("title") : t("refused")}>
        <p className="-mt-2 text-ink-2">
          {waits ? t("wait", { provider, seconds: String(wait) }) : t("refusedText", { provider })}
        </p>
        <ButtonLink href="/sign-in" variant="primary" className="w-full" plainLink>
          {forgot("back")}
        </ButtonLink>
      </EntryPage>
    );
  }
  return (
    <EntryPage title={t("title")}>
      <Form
        action={continueBySso}
        faults={{ "too-many": t("wait", { provider, seconds: "{seconds}" }) }}
        leaveTo={to}
        className="grid gap-4"
      >
        <p className="text-ink-2">{t("text", { provider })}</p>
        <input type="hidden" name="next" value={to} />
        <input type="hidden" name="account" value={who?.accountId ?? ""} />
        <SubmitButton variant="primary" className="w-full">
          {t("as", { name: who?.name ?? "" })}
        </SubmitButton>
      </Form>
      <ButtonLink href="/sign-in" variant="ghost" plainLink>
        {t("not")}
      </ButtonLink>
    </EntryPage>
  );
}
