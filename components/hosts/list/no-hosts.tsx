import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { useHosts } from "../live/hosts-live";
import { readList } from "../live/read-missed";

const UNKNOWN_MS = 5_000;
const KNOWN_MS = 30_000;

/** There is none, or no list ever came (`known` false): two different things. No host, no stream: so the page asks. */
export function NoHosts({ known }: { known: boolean }) {
  const t = useTranslations("hosts");
  const { cache } = useHosts();
  useEffect(() => {
    const read = () => {
      if (!document.hidden) {
        void readList(cache);
      }
    };
    const timer = setInterval(read, known ? KNOWN_MS : UNKNOWN_MS);
    return () => clearInterval(timer);
  }, [cache, known]);
  return known ? (
    <EmptyState title={t("empty.title")} text={t("empty.text")} />
  ) : (
    <EmptyState title={t("fetching.title")} text={t("fetching.text")} />
  );
}
