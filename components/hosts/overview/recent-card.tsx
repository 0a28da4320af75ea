import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import type { HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import { Card } from "../../ui/card";
import { laterOperation } from "../merge-hosts";
import { OperationMark } from "../operate/operation-mark";
import { tookOf, useShortOutcome, useSubject } from "../operate/operation-words";
import { useTimes } from "../time/use-times";

const SHOWN = 3;

/** The server's newest, with what the stream told since. */
function withNewest(recent: OperationView[], newest: OperationView | null): OperationView[] {
  const known = newest && recent.some(({ id }) => id === newest.id);
  const all = known
    ? recent.map((one) => (one.id === newest.id ? (laterOperation(one, newest) ?? one) : one))
    : [newest, ...recent].filter((one) => one !== null);
  return all.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt)).slice(0, SHOWN);
}

interface RecentCardProps {
  host: HostView;
  recent: OperationView[];
  /** Where all of them stand. */
  all?: string;
}

export function RecentCard({ host, recent, all = `/hosts/${host.id}/activity` }: RecentCardProps) {
  const w = useTranslations("words");
  const t = useTranslations("operations.recent");
  const operations = withNewest(recent, host.operation);
  return operations.length === 0 ? null : (
    <Card
      title={t("title")}
      action={
        <Link href={all} className="text-13 font-medium">
          {w("all")}
        </Link>
      }
      flush
    >
      <ul>
        {operations.map((operation) => (
          <Line key={operation.id} operation={operation} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ operation }: { operation: OperationView }) {
  const w = useTranslations("words");
  const t = useTranslations("operations");
  const times = useTimes();
  const outcome = useShortOutcome()(operation);
  const subject = useSubject()(operation);
  const who = operation.byViewer || !operation.actorName ? w("you") : operation.actorName;
  const took = tookOf(operation);
  return (
    <li className="flex gap-3 border-line border-b px-4 py-2.5 last:border-b-0 md:px-5">
      <span className="grid h-5 w-4 shrink-0 place-items-center">
        <OperationMark operation={operation} />
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="text-13 font-medium">
          {[t(`kind.${operation.kind}`), subject].filter(Boolean).join(" · ")}
        </span>
        <span className="flex gap-3 text-12 text-ink-3">
          <span className="min-w-0 flex-1">{[outcome, who, took].filter(Boolean).join(" · ")}</span>
          <time dateTime={operation.startedAt} className="shrink-0 tabular-nums">
            {times.moment(operation.startedAt)}
          </time>
        </span>
      </span>
    </li>
  );
}
