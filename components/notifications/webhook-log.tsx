import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import type { GlyphShape } from "@/components/ui/glyph";
import { ListTable } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import type { Tone } from "@/components/ui/plate";
import { isNotificationKind } from "@/lib/notifications/kinds";
import type { DeliveryFault } from "@/lib/notifications/webhooks/post";
import type { DeliveryLine, WebhookView } from "@/lib/notifications/webhooks/webhooks";
import "@/components/ui/list/list-wide.css";

type Look = { tone: Tone; shape: GlyphShape };

const STATE_LOOK = {
  working: { tone: "run", shape: "check" },
  failing: { tone: "alert", shape: "triangle" },
  idle: { tone: "off", shape: "ring" },
  over: { tone: "off", shape: "octagon" },
} as const satisfies Record<string, Look>;

const STATUS_LOOK: Record<DeliveryLine["status"], string> = {
  delivered: "text-run-text",
  waiting: "text-busy-text",
  failed: "text-alert-text",
};

/** By the newest call that was made. */
function stateOf({ ended, deliveries }: WebhookView): keyof typeof STATE_LOOK {
  const called = deliveries.find(({ attempts }) => attempts > 0);
  if (ended) {
    return "over";
  }
  return called ? (called.status === "delivered" ? "working" : "failing") : "idle";
}

function useWhy() {
  const t = useTranslations("notifications.webhooks");
  return ({ lastFault, lastStatus }: DeliveryLine) =>
    [lastFault ? t(`fault.${lastFault as DeliveryFault}`) : null, lastStatus].filter(Boolean).join(" · ");
}

/** Whether calls arrive, and what came of the last. */
export function WebhookState({ webhook, zone }: { webhook: WebhookView; zone: string | null }) {
  const t = useTranslations("notifications.webhooks");
  const why = useWhy();
  const state = stateOf(webhook);
  const last = webhook.deliveries.find(({ attempts }) => attempts > 0);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Mark {...STATE_LOOK[state]} word={t(`state.${state}`)} />
      {last ? (
        <span className="text-ink-2 text-sm">
          {t("lastCall")} <OwnTime iso={last.at} zone={zone} brief />
          {why(last) ? ` · ${why(last)}` : null}
        </span>
      ) : null}
      {state === "failing" && last?.lastFault !== "secret" ? (
        <p className="text-ink-2 text-sm">{t("failingText")}</p>
      ) : null}
    </div>
  );
}

interface DeliveriesProps {
  /** One at least. */
  lines: DeliveryLine[];
  zone: string | null;
  /** Has one that was given up tried anew. */
  again: (line: DeliveryLine) => ReactNode;
}

export function Deliveries({ lines, zone, again }: DeliveriesProps) {
  const t = useTranslations("notifications.webhooks");
  const kinds = useTranslations("notifications.kind");
  const why = useWhy();
  return (
    <ListTable
      label={t("deliveries")}
      keysLast
      columns={[
        { name: t("event"), phone: "left" },
        { name: t("when"), phone: "right" },
        { name: t("result"), phone: "left" },
        { name: t("answer"), phone: "line" },
        t("again"),
      ]}
      rows={lines.map((line) => ({
        key: line.id,
        data: { "data-delivery": line.status },
        cells: [
          line.kind !== null && isNotificationKind(line.kind) ? kinds(line.kind) : t("testEvent"),
          <OwnTime key="at" iso={line.at} zone={zone} brief />,
          <span key="result">
            <b className={STATUS_LOOK[line.status]}>{t(`status.${line.status}`)}</b>
            {line.nextAt ? (
              <small className="block">
                {t.rich("next", {
                  time: () => (
                    <span className="whitespace-nowrap">
                      <OwnTime iso={line.nextAt ?? ""} zone={zone} brief />
                    </span>
                  ),
                })}
              </small>
            ) : null}
          </span>,
          why(line),
          again(line),
        ],
      }))}
    />
  );
}
