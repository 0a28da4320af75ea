import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import type { HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import { Card } from "../../ui/card";
import { laterOperation } from "../merge-hosts";
import { OperationMark } from "../operate/operation-mark";
import { useShortOutcome, useSubject } from "../operate/operation-words";
import { useTimes } from "../time/use-times";

const SHOWN = 5;

/** The server's five, with what the stream told since. */
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
  const t = useTranslations("operations.recent");
  const operations = withNewest(recent, host.operation);
  return (
    <Card title={t("title")} aside={operations.length === 0 ? undefined : <Link href={all}>{t("all")}</Link>}>
      {operations.length === 0 ? (
        <p className="text-ink-2">{t("none")}</p>
      ) : (
        <ul className="log">
          {operations.map((operation) => (
            <Line key={operation.id} operation={operation} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Line({ operation }: { operation: OperationView }) {
  const t = useTranslations("operations");
  const times = useTimes();
  const outcome = useShortOutcome()(operation);
  const subject = useSubject()(operation);
  const who = operation.byViewer || !operation.actorName ? t("recent.you") : operation.actorName;
  return (
    <li>
      <OperationMark operation={operation} />
      <span>
        {[t(`kind.${operation.kind}`), subject].filter(Boolean).join(" · ")}{" "}
        <small>{[outcome, who].filter(Boolean).join(" · ")}</small>
      </span>
      <time dateTime={operation.startedAt}>{times.moment(operation.startedAt)}</time>
    </li>
  );
}
