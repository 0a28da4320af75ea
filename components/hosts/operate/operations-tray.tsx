import { useTranslations } from "next-intl";
import { useState } from "react";
import { createPortal } from "react-dom";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import { Link } from "@/components/ui/link";
import { DOCK, Tray } from "@/components/ui/overlay/tray";
import type { HostView } from "@/lib/hosts/host-view";
import { OPERATION_STEPS, type OperationView } from "@/lib/operations/operation-view";
import { Elapsed } from "../time/clock";
import { isReinstall, useStepWord } from "./operation-words";

interface OperationsTrayProps {
  /** Each with an operation that goes on. */
  running: readonly HostView[];
  /** Where a host's own page is. */
  hostsAt: string;
}

/** What goes on, from every page of hosts; a line for each until it is over. */
export function OperationsTray({ running, hostsAt }: OperationsTrayProps) {
  const t = useTranslations("operations");
  const doing = useInProgress();
  const stepWord = useStepWord();
  // On a phone it would cover half of the page.
  const [folded] = useState(() => matchMedia("(max-width: 767px)").matches);
  const [dock] = useState(() => document.getElementById(DOCK));
  const works = running.flatMap(({ id, name, operation }) =>
    operation
      ? {
          key: id,
          name: (
            <Link href={`${hostsAt}/${id}`} className="text-ink no-underline hover:underline">
              {name}
            </Link>
          ),
          what: [doing(operation.kind), ...stepsSeen(operation, stepWord)].join(" · "),
          time: <Elapsed from={operation.acceptedAt ?? operation.startedAt} />,
          steps: stepOf(operation),
        }
      : [],
  );
  return (
    dock &&
    createPortal(<Tray title={t("tray", { count: works.length })} works={works} folded={folded} />, dock)
  );
}

const stepsSeen = ({ kind, steps }: OperationView, word: ReturnType<typeof useStepWord>): string[] => {
  const last = steps.at(-1);
  return last && last.name !== "done" ? [word(kind, last.name)] : [];
};

/** How many steps there are is known of a reinstall alone. */
function stepOf({ kind, steps }: OperationView): { at: number; of: number } | undefined {
  const last = steps.at(-1);
  const names = OPERATION_STEPS.filter((name) => name !== "done" && name !== "password");
  const at = names.indexOf(last?.name as (typeof names)[number]);
  return isReinstall(kind) && at !== -1 ? { at: at + 1, of: names.length } : undefined;
}
