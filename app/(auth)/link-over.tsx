import { getTranslations } from "next-intl/server";
import { KeyLink } from "@/components/ui/key-link";
import { EntryPage } from "./entry-page";

/** Used, expired, wrong or never made: one and the same page. */
export async function LinkOver() {
  const t = await getTranslations("entry.over");
  const forgot = await getTranslations("entry.forgot");
  return (
    <EntryPage title={t("title")}>
      <p className="text-ink-2">{t("text")}</p>
      <KeyLink href="/reset" variant="accent" className="min-h-12" plainLink>
        {t("again")}
      </KeyLink>
      <KeyLink href="/sign-in" variant="plain" plainLink>
        {forgot("back")}
      </KeyLink>
    </EntryPage>
  );
}
