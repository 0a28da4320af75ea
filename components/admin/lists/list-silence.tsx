import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import { unreadableIn } from "@/lib/hosts/list-problem";
import type { Fault } from "@/lib/rstack/outcome";

interface ListSilenceProps {
  fault: Fault;
  refused?: (said: string) => string;
  silent?: string;
}

/** Why the master gave no list, or none that can be read. */
export function ListSilence({ fault, refused, silent }: ListSilenceProps) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-operations.fault");
  const what = unreadableIn(fault);
  const connection = (words: React.ReactNode) => <Link href="/admin/connection">{words}</Link>;
  return (
    <NoticeLine tone="alert" role="status">
      {what !== null
        ? t.rich("unreadable", { what, connection })
        : fault.kind === "refused"
          ? (refused?.(fault.text) ?? w("listRefused", { text: fault.text }))
          : (silent ?? t("silent"))}
    </NoticeLine>
  );
}
