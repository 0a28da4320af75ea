import { getTranslations } from "next-intl/server";
import { AskAgain } from "@/components/hosts/ask-again";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { RETRY_AFTER_SECONDS } from "@/lib/response-status";

interface HostNotAskedProps {
  /** As the address has it: whether there is such a host isn't known. */
  id: string;
  above: "/hosts" | "/admin/hosts";
}

/** In place of a host's pages while the master can't be asked whose it is. Asks again by itself. */
export async function HostNotAsked({ id, above }: HostNotAskedProps) {
  const w = await getTranslations("words");
  const t = await getTranslations("not-asked");
  return (
    <>
      <TopLine title={id} above={{ href: above, title: w("hosts") }} />
      <noscript>
        <meta httpEquiv="refresh" content={String(RETRY_AFTER_SECONDS)} />
      </noscript>
      <EmptyState title={t("title")} text={t("text")}>
        <AskAgain id={id} everyMs={RETRY_AFTER_SECONDS * 1000} label={t("retry")} />
      </EmptyState>
    </>
  );
}
