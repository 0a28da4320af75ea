import { useTranslations } from "next-intl";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { CloseKey, Dialog } from "@/components/ui/overlay/dialog";
import { StateDot } from "@/components/ui/state";
import { type BatchHostView, type BatchView, progressOf } from "@/lib/hosts/batch/batch-view";
import type { BatchKind } from "@/lib/operations/batch-kinds";
import { isInProgress } from "@/lib/operations/operation-view";
import { useToldHost } from "../live/use-host-data";
import { laterOperation } from "../merge-hosts";
import { OperationMark } from "../operate/operation-mark";
import { useProblem } from "../operate/operation-problem";
import { useEndWords } from "../operate/operation-words";
import { summaryOf } from "./use-batch";

export const RESULTS_ID = "batch-results";

interface BatchResultsProps {
  kind: BatchKind;
  /** Of the hosts that were asked, by id. */
  names: Map<string, string>;
  /** Null until it was read for the first time. */
  batch: BatchView | null;
  pending: boolean;
  /** Where nobody waits for it, it opens at the key that shows it. */
  opens: boolean;
  /** Where a host's own page is. */
  hostsAt: "/hosts" | "/admin/hosts";
  retry: (ids: string[]) => void;
  onClose: () => void;
}

/** What came of each host, as it comes; those that were not sent can be asked once more. */
export function BatchResults({
  kind,
  names,
  batch,
  pending,
  opens,
  hostsAt,
  retry,
  onClose,
}: BatchResultsProps) {
  const t = useTranslations("batch.results");
  const o = useTranslations("operations");
  const hosts = batch?.hosts ?? [...names.keys()].map((id) => ({ id, answer: null, operation: null }));
  const notSent = hosts.filter((host) => progressOf(host) === "not-sent").map(({ id }) => id);
  const summary = { kind: o(`kind.${kind}`), ...summaryOf(batch), total: hosts.length };
  const isOver = summary.how !== "going";
  const { unconfirmed } = summary;
  const failed = summary.total - summary.done - unconfirmed;
  // The title says it all.
  const isTold = summary.how === "none" || (summary.how === "unsure" && failed === 0);
  const canRetry = notSent.length > 0 && isOver;
  return (
    <Dialog id={RESULTS_ID} title={t("title", summary)} openOnMount={opens} onClose={onClose}>
      <p className={isTold ? "sr-only" : "mt-1 text-ink-2"} role="status">
        {isTold ? t("title", summary) : isOver ? t("over", { failed, unconfirmed }) : t("going")}
      </p>
      <ul className="mt-2 divide-y divide-line text-13">
        {hosts.map((host) => (
          <Line
            key={host.id}
            host={host}
            kind={kind}
            name={names.get(host.id) ?? host.id}
            href={`${hostsAt}/${host.id}`}
          />
        ))}
      </ul>
      <div className="dialog-keys">
        <CloseKey dialog={RESULTS_ID} word="close" variant={canRetry ? "ghost" : "primary"} />
        {canRetry ? (
          <Button
            variant="primary"
            aria-disabled={pending || undefined}
            onClick={() => !pending && retry(notSent)}
          >
            {t("retry", { count: notSent.length })}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}

interface LineProps {
  host: BatchHostView;
  kind: BatchKind;
  name: string;
  href: string;
}

/** The stream tells of an operation's end before the next read of the batch does. */
function Line({ host: told, kind, name, href }: LineProps) {
  const w = useTranslations("words");
  const t = useTranslations("batch.results");
  const doing = useInProgress();
  const words = useEndWords();
  const problem = useProblem();
  const live = useToldHost(told.id)?.operation ?? null;
  const isSame = live !== null && live.id === told.operation?.id;
  const operation = isSame ? laterOperation(live, told.operation) : told.operation;
  const host = { ...told, operation };
  const progress = progressOf(host);
  const ended = operation && !isInProgress(operation.outcome) ? words(name, operation) : null;
  const text =
    progress === "waiting"
      ? t("waiting")
      : progress === "going"
        ? doing(kind)
        : progress === "done"
          ? w("done")
          : // Whose operation was opened is told by it; of the others the answer says why.
            (ended?.detail ?? ended?.title ?? problem(answerOf(host)));
  return (
    <li data-batch-host={told.id} data-batch-result={progress} className="flex gap-2.5 py-1.5">
      <span className="grid h-5 flex-none place-items-center">
        {operation ? (
          <OperationMark operation={operation} />
        ) : (
          <StateDot sign={progress === "waiting" ? "unknown" : "failed"} />
        )}
      </span>
      <div className="flex min-w-0 flex-wrap gap-x-2.5">
        <Link href={href} className="font-semibold">
          {name}
        </Link>
        <span className="text-ink-2">{text}</span>
      </div>
    </li>
  );
}

const answerOf = ({ answer }: BatchHostView) =>
  answer && !answer.ok ? ({ ...answer, ok: false, code: answer.code ?? "internal" } as const) : null;
