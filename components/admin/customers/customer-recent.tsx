"use client";

import { useTranslations } from "next-intl";
import { OperationMark } from "@/components/hosts/operate/operation-mark";
import { useShortOutcome } from "@/components/hosts/operate/operation-words";
import { useTimes } from "@/components/hosts/time/use-times";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { PastView } from "@/lib/accounts/sessions/views";
import type { CustomerOperation } from "@/lib/fleet/customers/customer-page";
import "@/components/ui/list/log.css";

const SHOWN = 10;

interface CustomerRecentProps {
  operations: CustomerOperation[];
  views: PastView[];
}

/** What was done to their hosts and who looked through their eyes, in one list, newest first. */
export function CustomerRecent({ operations, views }: CustomerRecentProps) {
  const t = useTranslations("operations.recent");
  const lines = [
    ...operations.map((one) => ({
      id: one.operation.id,
      at: one.operation.startedAt,
      line: <OperationLine one={one} />,
    })),
    ...views.map((view) => ({
      id: view.id,
      at: new Date(view.startedAt).toISOString(),
      line: <ViewLine view={view} />,
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  return lines.length === 0 ? (
    <p className="text-ink-2">{t("none")}</p>
  ) : (
    <ul className="log">
      {lines.slice(0, SHOWN).map(({ id, at, line }) => (
        <li key={id}>
          {line}
          <Time at={at} />
        </li>
      ))}
    </ul>
  );
}

function Time({ at }: { at: string }) {
  const times = useTimes();
  return <time dateTime={at}>{times.moment(at)}</time>;
}

function OperationLine({ one: { operation, vmId, hostName, cause } }: { one: CustomerOperation }) {
  const t = useTranslations("operations");
  const outcome = useShortOutcome()(operation);
  const who = cause ? t("recent.byPanel") : (operation.actorName ?? t("recent.you"));
  return (
    <>
      <OperationMark operation={operation} />
      <span>
        {t(`kind.${operation.kind}`)}{" "}
        <Link href={`/admin/hosts/${vmId}`} className="font-semibold text-ink">
          {hostName || vmId}
        </Link>{" "}
        {hostName ? <span className="mono text-ink-3">{vmId}</span> : null}{" "}
        <small>
          {who}
          {/* The dot stays with what follows it, and that is longer than a line. */}
          {outcome ? ` ·\u00a0${outcome}` : null}
        </small>
      </span>
    </>
  );
}

function ViewLine({ view }: { view: PastView }) {
  const t = useTranslations("operations");
  return (
    <>
      <Icon name="person" small />
      <span>
        {t(`${view.endedAt ? "viewed" : "viewing"}.${view.changesAllowed ? "changes" : "readOnly"}`)}{" "}
        <small>{[view.reason, view.staffName].join(" · ")}</small>
      </span>
    </>
  );
}
