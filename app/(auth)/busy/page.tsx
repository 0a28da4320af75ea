import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { WaitLink } from "@/components/account/entry/wait-link";
import { safePath } from "@/lib/accounts/safe-path";
import { pageTitle } from "@/lib/i18n/page-title";
import { answerTooMany, BUSY_SECONDS } from "@/lib/response-status";

export const generateMetadata = pageTitle("entry.busy.title");

/** Where a page leads when too many requests of its account wait already: a 429 with the seconds to wait. */
export default async function BusyPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const t = await getTranslations("entry.busy");
  const { next } = await searchParams;
  const wanted = typeof next === "string" ? next : undefined;
  const path = safePath(wanted, wanted?.startsWith("/admin") ? "admin" : "customer");
  answerTooMany();
  return (
    <EntryPage title={t("title")}>
      <p className="-mt-2 text-ink-2">{t("text")}</p>
      <WaitLink
        href={path}
        seconds={BUSY_SECONDS}
        texts={{
          wait: t("wait", { seconds: "{seconds}" }),
          again: (await getTranslations("words"))("tryAgain"),
        }}
      />
    </EntryPage>
  );
}
