import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { ButtonLink } from "@/components/ui/button-link";
import { pageTitle } from "@/lib/i18n/page-title";
import { accountOfToken } from "@/lib/notifications/unsubscribe";
import { unsubscribeByLink } from "./actions";
import { UnsubscribeForm } from "./unsubscribe-form";

export const generateMetadata = pageTitle("notifications.unsubscribe.title");

/** Asks before it ends anything: a mail program may open every link of a mail by itself. */
export default async function UnsubscribePage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const t = await getTranslations("notifications.unsubscribe");
  const w = await getTranslations("words");
  const { token } = await searchParams;
  const given = typeof token === "string" ? token.slice(0, 1_000) : "";
  const isOver = (await accountOfToken(given)) === null;
  return (
    <EntryPage title={t(isOver ? "overTitle" : "title")}>
      {isOver ? (
        <>
          <p className="-mt-2 text-ink-2">{t("over")}</p>
          <ButtonLink href="/account#notifications" variant="primary" plainLink>
            {w("notificationSettings")}
          </ButtonLink>
        </>
      ) : (
        <UnsubscribeForm
          action={unsubscribeByLink}
          submit={t("title")}
          done={t("done")}
          faults={{ "link-over": t("late") }}
          variant="primary"
          submitClass="w-full"
        >
          <input type="hidden" name="token" value={given} />
          <p className="text-ink-2">{t("text")}</p>
        </UnsubscribeForm>
      )}
    </EntryPage>
  );
}
