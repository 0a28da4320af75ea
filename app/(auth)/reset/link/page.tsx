import { getTranslations } from "next-intl/server";
import { LinkPage } from "@/app/(auth)/link-page";
import { LinkForm } from "@/components/account/entry/link-form";
import { PasswordField } from "@/components/ui/form/password-field";
import { SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";
import { pageTitle } from "@/lib/i18n/page-title";
import { setPasswordByLink } from "../actions";

export const generateMetadata = pageTitle("words.setNewPassword");

export default async function ResetPage() {
  const w = await getTranslations("words");
  const t = await getTranslations("entry.reset");
  const account = await getTranslations("account.password");
  return (
    <LinkPage purpose="reset" title={w("setNewPassword")}>
      <p className="-mt-2 text-ink-2">{t("text")}</p>
      <LinkForm
        action={setPasswordByLink}
        texts={{ submit: w("setPassword"), done: t("done"), signIn: w("signIn") }}
      >
        <PasswordField
          name="password"
          label={w("newPassword")}
          hint={account("hint", { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          showLabel={w("showPassword")}
        />
      </LinkForm>
    </LinkPage>
  );
}
