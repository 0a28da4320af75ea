import { useTranslations } from "next-intl";
import type { OperationView } from "@/lib/operations/operation-view";

/** What is done while a command runs: a word of its own where it changes the host's state, else the command's name. */
export function useInProgress(): (kind: OperationView["kind"] | "create-host") => string {
  const t = useTranslations("operations.in-progress");
  const kinds = useTranslations("operations.kind");
  return (kind) => {
    const own = kind as "other";
    return t.has(own) ? t(own) : `${kinds(kind)}…`;
  };
}
