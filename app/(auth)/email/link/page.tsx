import { getTranslations } from "next-intl/server";
import { LinkPage } from "@/app/(auth)/link-page";
import { LinkForm } from "@/components/account/entry/link-form";
import { LinkText } from "@/components/account/entry/link-gate";
import { ButtonLink } from "@/components/ui/button-link";
import { pageTitle } from "@/lib/i18n/page-title";
import { confirmNewEmail } from "../actions";

export const generateMetadata = pageTitle("entry.email.title");

export default async function NewEmailPage() {
  const t = await getTranslations("entry.email");
  const over = (
    <>
      <p className="-mt-2 text-ink-2">{t("over")}</p>
      <ButtonLink href="/account" variant="primary" className="w-full" plainLink>
        {t("account")}
      </ButtonLink>
    </>
  );
  return (
    <LinkPage purpose="email" title={t("title")} over={over}>
      <LinkText text={t("text", { email: "{email}" })} />
      <LinkForm
        action={confirmNewEmail}
        texts={{ submit: t("submit"), done: t("done"), signIn: t("onwards") }}
      />
    </LinkPage>
  );
}
