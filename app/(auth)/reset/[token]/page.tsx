import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { LinkOver } from "@/app/(auth)/link-over";
import { LinkForm } from "@/components/account/entry/link-form";
import { PasswordField } from "@/components/ui/password-field";
import { readLink } from "@/lib/accounts/links/links";
import { SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";
import { signInFaults } from "../../sign-in-faults";
import { setPasswordByLink } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("entry.reset"))("title"), referrer: "no-referrer" };
}

/** Looking at the page uses nothing up: a mail program may have looked first. */
export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await readLink(token, "reset"))) {
    return <LinkOver />;
  }
  const t = await getTranslations("entry.reset");
  const account = await getTranslations("account.password");
  return (
    <EntryPage title={t("title")}>
      <p className="text-ink-2">{t("text")}</p>
      <LinkForm
        action={setPasswordByLink}
        token={token}
        texts={{ submit: t("submit"), done: t("done"), signIn: t("signIn") }}
        faults={await signInFaults()}
      >
        <PasswordField
          name="password"
          label={t("password")}
          hint={account("hint", { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          showLabel={t("show")}
        />
      </LinkForm>
    </EntryPage>
  );
}
