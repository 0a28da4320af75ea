"use client";

import { useLocale, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { AddRow, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { CloseKey, Dialog, openDialog } from "@/components/ui/overlay/dialog";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import { Badge, type Sign, State } from "@/components/ui/state";
import { deviceName } from "@/lib/accounts/device-name";
import { isNotificationKind, SERVICES, type Service } from "@/lib/notifications/kinds";
import type { DeliveryFault } from "@/lib/notifications/webhooks/post";
import type { DeliveryLine, WebhookView } from "@/lib/notifications/webhooks/webhooks";
import { PushRow } from "./push-row";
import { WebhookDialog } from "./webhook-dialog";

interface WebhookRowsProps {
  webhooks: WebhookView[];
  most: number;
  /** The account's own time zone. */
  zone: string | null;
  /** This browser's row, where it has one. */
  here: string | null;
  /** What it knows the panel by; null: no browser can be told. */
  pushKey: string | null;
  actions: { makeWebhook: FormAction<{ secret: string | null }> } & Record<
    "dropWebhook" | "testWebhook" | "redeliver" | "allowPush",
    FormAction
  >;
}

/** Webhooks, messengers and browsers that are called, and what came of the calls. */
export function WebhookRows({ webhooks, most, zone, here, pushKey, actions }: WebhookRowsProps) {
  const t = useTranslations("notifications.webhooks");
  const w = useTranslations("words");
  const isHere = ({ id }: WebhookView) => id === here;
  // A service that a newer version made is named by its address.
  const name = ({ service, url, userAgent }: WebhookView) => {
    if (service === "push") {
      const device = deviceName(userAgent);
      return device ? w("deviceOn", device) : w("unknownDevice");
    }
    return service !== "webhook" && (SERVICES as readonly string[]).includes(service)
      ? `${t(`service.${service as Service}`)}${service === "ntfy" ? ` · ${new URL(url).host}` : ""}`
      : url;
  };
  return (
    <>
      {webhooks.map((webhook) => (
        <section key={webhook.id} aria-label={name(webhook)} data-webhook={webhook.service}>
          <SettingRow
            lead={<Icon name={webhook.service === "push" ? "bell" : "webhook"} />}
            label={
              <span className="flex flex-wrap items-center gap-2">
                <span className="break-all">{name(webhook)}</span>
                {isHere(webhook) ? <Badge tone="grey">{w("thisDevice")}</Badge> : null}
              </span>
            }
            text={<WebhookState webhook={webhook} zone={zone} />}
            control={
              <Menu label={w("actionsFor", { name: name(webhook) })}>
                {webhook.ended ? null : (
                  <Form action={actions.testWebhook} hidden={{ webhook: webhook.id }}>
                    <MenuItem type="submit" icon="bell">
                      {t("test")}
                    </MenuItem>
                  </Form>
                )}
                <MenuItem icon="activity" onSelect={() => openDialog(webhook.id)}>
                  {t("deliveries")}
                </MenuItem>
                <Form action={actions.dropWebhook} hidden={{ webhook: webhook.id }}>
                  <MenuItem type="submit" icon="trash" danger>
                    {w("delete")}
                  </MenuItem>
                </Form>
              </Menu>
            }
          />
          <Deliveries webhook={webhook} name={name(webhook)} zone={zone} redeliver={actions.redeliver} />
        </section>
      ))}
      {pushKey && webhooks.length < most ? (
        <PushRow
          publicKey={pushKey}
          isOn={webhooks.some((each) => isHere(each) && !each.ended)}
          action={actions.allowPush}
        />
      ) : null}
      <AddRow end={webhooks.length < most ? undefined : t("full", { most })}>
        {webhooks.length < most ? <WebhookDialog action={actions.makeWebhook} /> : null}
      </AddRow>
    </>
  );
}

const SIGN = {
  working: "running",
  failing: "failed",
  idle: "off",
  over: "suspended",
} as const satisfies Record<string, Sign>;

/** By the newest call that was made. */
function stateOf({ ended, deliveries }: WebhookView): keyof typeof SIGN {
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
function WebhookState({ webhook, zone }: { webhook: WebhookView; zone: string | null }) {
  const t = useTranslations("notifications.webhooks");
  const why = useWhy();
  const state = stateOf(webhook);
  const last = webhook.deliveries.find(({ attempts }) => attempts > 0);
  return (
    <State
      sign={SIGN[state]}
      note={
        last ? (
          <>
            <OwnTime iso={last.at} zone={zone} brief />
            {why(last) ? ` · ${why(last)}` : null}
          </>
        ) : null
      }
    >
      {t(`state.${state}`)}
    </State>
  );
}

interface DeliveriesProps {
  webhook: WebhookView;
  name: string;
  zone: string | null;
  redeliver: FormAction;
}

/** What it is called for, and what came of each call. */
function Deliveries({ webhook, name, zone, redeliver }: DeliveriesProps) {
  const t = useTranslations("notifications");
  const comma = useLocale() === "zh-CN" ? "、" : ", ";
  return (
    <Dialog id={webhook.id} title={`${name} · ${t("webhooks.deliveries")}`} wide>
      <p className="mt-1 text-13 text-ink-2">
        {webhook.service === "push"
          ? t("webhooks.asInPanel")
          : webhook.kinds
              .filter(isNotificationKind)
              .map((kind) => t(`kind.${kind}`))
              .join(comma)}
      </p>
      <ul className="my-3 divide-y divide-line text-13">
        {webhook.deliveries.map((line) => (
          <Delivery key={line.id} line={line} zone={zone} redeliver={webhook.ended ? null : redeliver} />
        ))}
      </ul>
      <div className="dialog-keys">
        <CloseKey dialog={webhook.id} word="close" variant="default" />
      </div>
    </Dialog>
  );
}

const STATUS_SIGN: Record<DeliveryLine["status"], Sign> = {
  delivered: "done",
  waiting: "working",
  failed: "failed",
};

interface DeliveryProps {
  line: DeliveryLine;
  zone: string | null;
  /** Has one that was given up tried anew. */
  redeliver: FormAction | null;
}

function Delivery({ line, zone, redeliver }: DeliveryProps) {
  const t = useTranslations("notifications.webhooks");
  const w = useTranslations("words");
  const kinds = useTranslations("notifications.kind");
  const why = useWhy();
  // Sending again can't help where the secret can't be decrypted.
  const mayRetry = line.status === "failed" && line.kind !== null && line.lastFault !== "secret";
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1.5" data-delivery={line.status}>
      <span className="min-w-40 flex-1">
        {line.kind !== null && isNotificationKind(line.kind) ? kinds(line.kind) : t("testEvent")}
      </span>
      <State sign={STATUS_SIGN[line.status]} note={why(line)}>
        {t(`status.${line.status}`)}
      </State>
      <span className="text-ink-3">
        {line.nextAt ? (
          t.rich("next", { time: () => <OwnTime iso={line.nextAt ?? ""} zone={zone} brief /> })
        ) : (
          <OwnTime iso={line.at} zone={zone} brief />
        )}
      </span>
      {mayRetry && redeliver ? (
        <Form action={redeliver} hidden={{ delivery: line.id }}>
          <SubmitButton>{w("tryAgain")}</SubmitButton>
        </Form>
      ) : null}
    </li>
  );
}
