import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { secondFactorFaults } from "@/app/second-factor-faults";
import { EntryCode } from "@/components/account/second-factor/entry-code";
import { PasskeyKey } from "@/components/account/second-factor/passkey-key";
import { ActionForm } from "@/components/ui/action-form";
import { SubmitKey } from "@/components/ui/submit-key";
import { currentViewer } from "@/lib/accounts/current-viewer";
import { safePath } from "@/lib/accounts/safe-path";
import { factorsOf, waysOf } from "@/lib/accounts/second-factor/factors";
import { currentPending } from "@/lib/accounts/second-factor/finish-entry";
import { askPasskey, giveCode, givePasskey, startAgain } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("second-factor.step"))("title") };
}

/** The step after the password, for whoever has a second factor. */
export default async function SecondFactorPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  const wanted = typeof next === "string" ? next : undefined;
  const pending = await currentPending();
  if (!pending) {
    const viewer = await currentViewer();
    redirect(viewer ? safePath(wanted, viewer.role) : "/sign-in");
  }
  const t = await getTranslations("second-factor.step");
  const ways = waysOf(await factorsOf(pending.account.id));
  const faults = await secondFactorFaults();
  return (
    <EntryPage title={t("title")}>
      <p className="text-ink-2">{t("as", { name: pending.account.username })}</p>
      {ways.passkey ? (
        <PasskeyKey
          actions={{ ask: askPasskey, answer: givePasskey }}
          label={t("passkey")}
          faults={faults}
          next={wanted}
          accent={!ways.totp}
        />
      ) : null}
      {ways.totp ? (
        <EntryCode
          kind="totp"
          action={giveCode}
          next={wanted}
          faults={faults}
          texts={{ label: t("code"), submit: t("submit") }}
        />
      ) : null}
      <details>
        <summary className="cursor-pointer py-2 text-sm text-ink-2">{t("recoveryTitle")}</summary>
        <div className="mt-3">
          <EntryCode
            kind="recovery"
            action={giveCode}
            next={wanted}
            faults={faults}
            texts={{ label: t("recovery"), submit: t("useRecovery") }}
          />
        </div>
      </details>
      <ActionForm action={startAgain} failed={faults.internal ?? ""} leaveTo="/sign-in">
        <SubmitKey variant="plain">{t("startAgain")}</SubmitKey>
      </ActionForm>
    </EntryPage>
  );
}
