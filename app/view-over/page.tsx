import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EndView } from "@/components/shell/view-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { currentViewer } from "@/lib/accounts/sessions/current-viewer";
import { pageTitle } from "@/lib/i18n/page-title";
import { endView } from "../(panel)/viewing/actions";

export const generateMetadata = pageTitle("view.over.title");

/** Where every page leads once a view's time is up: the view has to be ended by a click before anything else is shown. */
export default async function ViewOverPage() {
  const viewer = await currentViewer();
  if (!viewer?.view?.over) {
    redirect("/");
  }
  const t = await getTranslations("view.over");
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <EmptyState title={t("title")} text={t("text", { name: viewer.view.customerName })}>
        <EndView action={endView} userId={viewer.view.userId} />
      </EmptyState>
    </main>
  );
}
