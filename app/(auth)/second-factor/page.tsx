import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { Faults } from "@/app/faults";
import { PasskeyKey } from "@/components/account/second-factor/passkey-key";
import { ButtonLink } from "@/components/ui/button-link";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import { safePath } from "@/lib/accounts/safe-path";
import { factorsOf, waysOf } from "@/lib/accounts/second-factor/factors";
import { currentPending } from "@/lib/accounts/second-factor/finish-entry";
import { currentViewer } from "@/lib/accounts/sessions/current-viewer";
import { pageTitle } from "@/lib/i18n/page-title";
import { askPasskey, giveCode, givePasskey, startAgain } from "./actions";

export const generateMetadata = pageTitle("words.twoFactor");

/** The same step, by a recovery code or by what there is else; what comes after stays. */
const pathOf = (next: string | undefined, byRecovery: boolean): string =>
  `/second-factor?${new URLSearchParams({ ...(next ? { next } : {}), ...(byRecovery ? { with: "recovery" } : {}) })}`;

/** The step after the password, for whoever has a second factor. */
export default async function SecondFactorPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[]; with?: string | string[] }>;
}) {
  const { next, with: by } = await searchParams;
  const wanted = typeof next === "string" ? next : undefined;
  const byRecovery = by === "recovery";
  const pending = await currentPending();
  if (!pending) {
    const viewer = await currentViewer();
    redirect(viewer ? safePath(wanted, viewer.role) : "/sign-in");
  }
  const w = await getTranslations("words");
  const t = await getTranslations("second-factor.step");
  const ways = waysOf(await factorsOf(pending.account.id));
  return (
    <Faults of="second-factor">
      <EntryPage title={w("twoFactor")}>
        <p className="-mt-2 text-ink-2">{t("as", { name: pending.account.username })}</p>
        {byRecovery || ways.totp ? (
          <Form
            key={String(byRecovery)}
            action={giveCode}
            submit={byRecovery ? t("useRecovery") : w("signIn")}
            variant="primary"
            submitClass="w-full"
            className="grid gap-4"
            hidden={wanted ? { next: wanted } : undefined}
            blames={{ "wrong-code": "code" }}
            reload
          >
            <TextField
              label={byRecovery ? t("recovery") : t("code")}
              name="code"
              required
              // The one thing to do on this page.
              autoFocus
              maxLength={byRecovery ? 64 : 16}
              inputMode={byRecovery ? undefined : "numeric"}
              autoComplete={byRecovery ? "off" : "one-time-code"}
              verbatim
            />
          </Form>
        ) : null}
        {ways.passkey && !byRecovery ? (
          <PasskeyKey
            actions={{ ask: askPasskey, answer: givePasskey }}
            label={t("passkey")}
            next={wanted}
            accent={!ways.totp}
          />
        ) : null}
        <div className="-mx-3.5 flex flex-wrap justify-between gap-2">
          <ButtonLink href={pathOf(wanted, !byRecovery)} variant="ghost" plainLink>
            {byRecovery ? t("otherwise") : t("recoveryTitle")}
          </ButtonLink>
          <Form action={startAgain} leaveTo="/sign-in">
            <SubmitButton variant="ghost">{t("startAgain")}</SubmitButton>
          </Form>
        </div>
      </EntryPage>
    </Faults>
  );
}
