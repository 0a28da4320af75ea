import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkPage } from "@/app/(auth)/link-page";
import { LinkForm } from "@/components/account/entry/link-form";
import { PasswordField } from "@/components/ui/form/password-field";
import { SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";
import { setPasswordByLink } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("entry.reset"))("title") };
}

export default async function ResetPage() {
  const t = await getTranslations("entry.reset");
  const signIn = await getTranslations("sign-in");
  const account = await getTranslations("account.password");
  return (
    <LinkPage purpose="reset" title={t("title")}>
      <p className="text-ink-2">{t("text")}</p>
      <LinkForm
        action={setPasswordByLink}
        texts={{ submit: t("submit"), done: t("done"), signIn: signIn("title") }}
      >
        <PasswordField
          name="password"
          label={t("password")}
          hint={account("hint", { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          showLabel={signIn("showPassword")}
        />
      </LinkForm>
    </LinkPage>
  );
}
