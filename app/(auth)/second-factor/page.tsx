import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { secondFactorFaults } from "@/app/second-factor-faults";
import { EntryCode } from "@/components/account/second-factor/entry-code";
import { PasskeyKey } from "@/components/account/second-factor/passkey-key";
import { ActionForm } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { KeyLink } from "@/components/ui/key-link";
import { safePath } from "@/lib/accounts/safe-path";
import { factorsOf, waysOf } from "@/lib/accounts/second-factor/factors";
import { currentPending } from "@/lib/accounts/second-factor/finish-entry";
import { currentViewer } from "@/lib/accounts/sessions/current-viewer";
import { askPasskey, giveCode, givePasskey, startAgain } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("second-factor.step"))("title") };
}

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
  const t = await getTranslations("second-factor.step");
  const ways = waysOf(await factorsOf(pending.account.id));
  const faults: Record<string, string> = { ...(await secondFactorFaults()), "signed-out": t("over") };
  return (
    <EntryPage title={t("title")}>
      <p className="text-ink-2">{t("as", { name: pending.account.username })}</p>
      {ways.passkey && !byRecovery ? (
        <PasskeyKey
          actions={{ ask: askPasskey, answer: givePasskey }}
          label={t("passkey")}
          faults={faults}
          next={wanted}
          accent={!ways.totp}
        />
      ) : null}
      {byRecovery ? (
        <EntryCode
          key="recovery"
          kind="recovery"
          action={giveCode}
          next={wanted}
          faults={faults}
          texts={{ label: t("recovery"), submit: t("useRecovery") }}
        />
      ) : null}
      {ways.totp && !byRecovery ? (
        <EntryCode
          key="totp"
          kind="totp"
          action={giveCode}
          next={wanted}
          faults={faults}
          texts={{ label: t("code"), submit: t("submit") }}
        />
      ) : null}
      <div className="-mx-3.5 flex flex-wrap justify-between gap-2">
        <KeyLink href={pathOf(wanted, !byRecovery)} variant="plain" plainLink>
          {byRecovery ? t("otherwise") : t("recoveryTitle")}
        </KeyLink>
        <ActionForm action={startAgain} failed={faults.internal ?? ""} leaveTo="/sign-in">
          <SubmitKey variant="plain">{t("startAgain")}</SubmitKey>
        </ActionForm>
      </div>
    </EntryPage>
  );
}
