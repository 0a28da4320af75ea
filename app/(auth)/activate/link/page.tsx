import { getTranslations } from "next-intl/server";
import { LinkPage } from "@/app/(auth)/link-page";
import { LinkForm } from "@/components/account/entry/link-form";
import { ButtonLink } from "@/components/ui/button-link";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import { SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";
import { pageTitle } from "@/lib/i18n/page-title";
import { activate } from "../actions";

export const generateMetadata = pageTitle("words.createAccount");

export default async function ActivatePage() {
  const w = await getTranslations("words");
  const t = await getTranslations("entry.activate");
  const account = await getTranslations("account.password");
  return (
    <LinkPage purpose="activate" title={w("createAccount")}>
      <LinkForm
        action={activate}
        texts={{ submit: w("createAccount"), done: t("done"), signIn: w("signIn") }}
        below={
          <ButtonLink href="/sign-in" variant="ghost" plainLink>
            {(await getTranslations("entry.forgot"))("back")}
          </ButtonLink>
        }
      >
        <TextField
          name="username"
          label={w("username")}
          required
          maxLength={64}
          autoComplete="username"
          verbatim
        />
        <PasswordField
          name="password"
          label={w("password")}
          hint={account("hint", { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          showLabel={w("showPassword")}
        />
      </LinkForm>
    </LinkPage>
  );
}
