import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkPage } from "@/app/(auth)/link-page";
import { LinkForm } from "@/components/account/entry/link-form";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import { KeyLink } from "@/components/ui/key-link";
import { SHORTEST_PASSWORD } from "@/lib/accounts/sign-in/password-rules";
import { providerView } from "@/lib/provider/settings";
import { activate } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("entry.activate"))("title") };
}

export default async function ActivatePage() {
  const t = await getTranslations("entry.activate");
  const reset = await getTranslations("entry.reset");
  const account = await getTranslations("account.password");
  return (
    <LinkPage purpose="activate" title={t("title")}>
      <p className="text-ink-2">{t("text", { provider: (await providerView()).name })}</p>
      <LinkForm
        action={activate}
        texts={{ submit: t("submit"), done: t("done"), signIn: reset("signIn") }}
        below={
          <KeyLink href="/sign-in" variant="plain" plainLink>
            {(await getTranslations("entry.forgot"))("back")}
          </KeyLink>
        }
      >
        <TextField
          name="username"
          label={t("username")}
          required
          maxLength={64}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordField
          name="password"
          label={t("password")}
          hint={account("hint", { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          showLabel={reset("show")}
        />
      </LinkForm>
    </LinkPage>
  );
}
