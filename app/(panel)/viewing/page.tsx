import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { TopLine } from "@/components/shell/top-line";
import { EndView } from "@/components/shell/view-bar";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { pageTitle } from "@/lib/i18n/page-title";
import { endView } from "./actions";

export const generateMetadata = pageTitle("view.staffPage.title");

/** Where every staff page leads while a view lasts, such as in another tab: it shows nothing of theirs. */
export default async function ViewingPage() {
  const { view } = await requireViewer();
  if (!view) {
    redirect("/");
  }
  const t = await getTranslations("view");
  return (
    <>
      <TopLine title={t("staffPage.title")} />
      <EmptyState
        title={t.rich("staffPage.closed", { name: () => view.customerName })}
        text={t("staffPage.text")}
      >
        <EndView action={endView} userId={view.userId} text={t("staffPage.leave")} />
        <ButtonLink href="/hosts">{t("staffPage.hosts")}</ButtonLink>
      </EmptyState>
    </>
  );
}
