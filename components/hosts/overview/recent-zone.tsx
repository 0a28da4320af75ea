import { useTranslations } from "next-intl";
import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import type { HostView } from "@/lib/hosts/host-view";
import { isGoing, type OperationView } from "@/lib/operations/operation-view";
import { laterOperation } from "../merge-hosts";
import { useShortOutcome } from "../operation-words";
import { useTimes } from "../use-times";
import { Zone } from "./zone";

const SHOWN = 5;

/** The server's five, with what the stream told since. */
function withNewest(recent: OperationView[], newest: OperationView | null): OperationView[] {
  const known = newest && recent.some(({ id }) => id === newest.id);
  const all = known
    ? recent.map((one) => (one.id === newest.id ? (laterOperation(one, newest) ?? one) : one))
    : [newest, ...recent].filter((one) => one !== null);
  return all.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt)).slice(0, SHOWN);
}

export function RecentZone({ host, recent }: { host: HostView; recent: OperationView[] }) {
  const t = useTranslations("operations.recent");
  const operations = withNewest(recent, host.operation);
  return (
    <Zone title={t("title")}>
      {operations.length === 0 ? (
        <p className="text-ink-2">{t("none")}</p>
      ) : (
        <ul className="log">
          {operations.map((operation) => (
            <Line key={operation.id} operation={operation} />
          ))}
        </ul>
      )}
    </Zone>
  );
}

function Line({ operation }: { operation: OperationView }) {
  const t = useTranslations("operations");
  const times = useTimes();
  const outcome = useShortOutcome()(operation);
  const who = operation.byViewer || !operation.actorName ? t("recent.you") : operation.actorName;
  return (
    <li>
      <Mark operation={operation} />
      <span>
        {t(`kind.${operation.kind}`)} <small>{[outcome, who].filter(Boolean).join(" · ")}</small>
      </span>
      <time dateTime={operation.startedAt}>{times.moment(operation.startedAt)}</time>
    </li>
  );
}

function Mark({ operation: { outcome } }: { operation: OperationView }) {
  if (isGoing(outcome)) {
    return (
      <span className="tone-busy">
        <Glyph shape="arc" small toned />
      </span>
    );
  }
  if (outcome === "done") {
    return <Icon name="check" small />;
  }
  return outcome === "unconfirmed" || outcome === "superseded" ? (
    <span className="tone-off">
      <Glyph shape="dashes" small toned />
    </span>
  ) : (
    <span className="text-alert-text">
      <Icon name="cross" small />
    </span>
  );
}
