import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { ButtonLink } from "@/components/ui/button-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { pageTitle } from "@/lib/i18n/page-title";

export const generateMetadata = pageTitle("entry.reset.doneTitle");

/** After a reset. A page of its own: the cookie that the action sets has the form's page drawn again, and its link is used. */
export default async function ResetDonePage() {
  const t = await getTranslations("entry.reset");
  return (
    <EntryPage title={t("doneTitle")}>
      <NoticeLine tone="run" role="status">
        {t("done")}
      </NoticeLine>
      <ButtonLink href="/sign-in" variant="primary" plainLink>
        {(await getTranslations("words"))("signIn")}
      </ButtonLink>
    </EntryPage>
  );
}
