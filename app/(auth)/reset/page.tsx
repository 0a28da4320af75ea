import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { Faults } from "@/app/faults";
import { ButtonLink } from "@/components/ui/button-link";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { NoticeLine } from "@/components/ui/notice-line";
import { pageTitle } from "@/lib/i18n/page-title";
import { canMail } from "@/lib/mail";
import { providerView } from "@/lib/provider/settings";
import { askForLink } from "./actions";

export const generateMetadata = pageTitle("words.resetPassword");

export default async function ForgotPage() {
  const t = await getTranslations("entry.forgot");
  const w = await getTranslations("words");
  const signIn = await getTranslations("sign-in");
  const provider = (await providerView()).name;
  return (
    <EntryPage title={w("resetPassword")}>
      {canMail() ? (
        <>
          <p className="-mt-2 text-ink-2">{t("text", { provider })}</p>
          <Faults of="entry">
            <Form
              action={askForLink}
              submit={t("submit")}
              done={t("sent")}
              variant="primary"
              submitClass="w-full"
              className="grid gap-4"
            >
              <TextField
                name="login"
                label={signIn("name")}
                required
                maxLength={254}
                autoComplete="username"
                verbatim
              />
            </Form>
          </Faults>
        </>
      ) : (
        <NoticeLine tone="off">{t("noMail", { provider })}</NoticeLine>
      )}
      <ButtonLink href="/sign-in" variant="ghost">
        {t("back")}
      </ButtonLink>
    </EntryPage>
  );
}
