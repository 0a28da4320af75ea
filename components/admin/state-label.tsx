import { useTranslations } from "next-intl";
import { type HostState, NEEDS_ATTENTION } from "@/lib/operations/host-states";

/** A host's state as a word, for the staff's dense tables. */
export function StateLabel({ state }: { state: HostState }) {
  const t = useTranslations("host.state");
  return (
    <span className={NEEDS_ATTENTION.has(state) ? "text-alert-text" : undefined} data-state={state}>
      {t(state)}
    </span>
  );
}
