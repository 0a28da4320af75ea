import "server-only";
import { createTranslator } from "use-intl/core";
import type { Locale } from "../i18n/locales";
import { type Messages, messagesFor } from "../i18n/messages";
import type { OperationKind } from "../operations/command-rules";
import { isNotificationKind, type NotificationData, type NotificationKind } from "./kinds";

/** What a text is made of. */
export interface Told {
  kind: string;
  /** `NotificationData` of that kind, as it was written down. */
  data: unknown;
  /** What the account calls the host; null where it is about none. */
  host: string | null;
  /** It goes through others' hands, and holds no network address. */
  isBrief?: boolean;
}

type Texts = ReturnType<typeof createTranslator<Messages>>;

const limitText = (t: Texts, value: number, unit: string): string =>
  unit === "%" ? t("alarms.limit.percent", { value }) : t("alarms.limit.unit", { value, unit });

const alarmName = (t: Texts, { alarm, value, unit, minutes }: NotificationData["alarm"]): string =>
  alarm === "traffic-above"
    ? t("alarms.name.traffic", { limit: limitText(t, value, unit) })
    : t("alarms.name.lasting", {
        what:
          alarm === "down"
            ? t("alarms.choose.down")
            : `${t(`alarms.choose.${alarm}`)} ${limitText(t, value, unit)}`,
        minutes,
      });

/** One notification in a sentence; null for a kind that this version doesn't know. */
export function notificationText(
  locale: Locale,
  { kind, data, host, isBrief }: Told,
  provider: string,
): string | null {
  if (!isNotificationKind(kind)) {
    return null;
  }
  const messages = messagesFor(locale);
  const t = createTranslator({ locale, messages });
  // A newer version may have written a kind of operation that this one doesn't know.
  const asked = (of: OperationKind) =>
    t(`operations.kind.${Object.hasOwn(messages.operations.kind, of) ? of : "other"}`);
  const name = host ?? t("notifications.unknownHost");
  const firstName = host ?? t("notifications.unknownHostFirst");
  const texts: { [K in NotificationKind]: (of: NotificationData[K]) => string } = {
    traffic: ({ percent, usedGb, limitGb }) =>
      t(percent === 100 ? "notifications.text.traffic-all" : "notifications.text.traffic", {
        host: firstName,
        percent,
        used: usedGb,
        limit: limitGb,
      }),
    alarm: (of) => {
      const alarm = alarmName(t, of);
      const seen = of.seen === null ? null : limitText(t, of.seen, of.unit);
      switch (of.event) {
        case "acknowledged":
          return t("alarms.told.acknowledged", { host: name, alarm, by: of.by ?? "" });
        case "resolved":
          return t("alarms.told.resolved", {
            host: firstName,
            alarm,
            minutes: Math.round(((of.resolvedAt ?? of.firedAt) - of.firedAt) / 60),
          });
        default:
          return seen === null || of.chart === ""
            ? t("alarms.told.fired-plain", { host: firstName, alarm })
            : t("alarms.told.fired", { host: firstName, alarm, seen, chart: of.chart });
      }
    },
    notice: ({ notice, en, zh, from, until, withdrawn }) => {
      const text = locale === "zh-CN" ? zh : en;
      if (withdrawn) {
        return t(`notifications.text.notice-${withdrawn}`, { notice, text });
      }
      const at = (iso: string) =>
        new Intl.DateTimeFormat(locale, {
          ...{ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: "UTC" },
        } as const).format(new Date(iso));
      return until === null
        ? t(`notifications.text.${notice}`, { text })
        : t(`notifications.text.${notice}-until`, { text, from: at(from), until: at(until) });
    },
    "paid-until": ({ days }) =>
      t(days > 0 ? "notifications.text.paid-until" : "notifications.text.paid-over", {
        host: firstName,
        days,
      }),
    "host-down": () => t("notifications.text.host-down", { host: firstName }),
    "host-up": () => t("notifications.text.host-up", { host: firstName }),
    "operation-failed": ({ operation }) =>
      t("notifications.text.operation-failed", { host: name, operation: asked(operation) }),
    "operation-unconfirmed": ({ operation }) =>
      t("notifications.text.operation-unconfirmed", {
        host: name,
        operation: asked(operation),
      }),
    "schedule-failed": ({ schedule, reason }) =>
      t("notifications.text.schedule-failed", {
        host: name,
        schedule,
        reason:
          reason === "account-gone" || reason === "owner-changed" || reason === "guest-ended"
            ? t(`notifications.reason.${reason}`)
            : t(`schedules.why.${reason === "blocked" ? "other" : reason}`),
      }),
    "support-viewed": ({ by }) =>
      by === null
        ? t("notifications.text.support-viewed-unnamed", { provider })
        : t("notifications.text.support-viewed", { by }),
    "new-browser": ({ browser, system, address }) =>
      t(isBrief ? "notifications.text.new-browser-brief" : "notifications.text.new-browser", {
        device: browser && system ? t("words.deviceOn", { browser, system }) : t("words.unknownDevice"),
        address: address ?? t("notifications.unknownAddress"),
      }),
    "password-changed": () => t("notifications.text.password-changed"),
    "factors-changed": ({ what, token = "", days = 0 }) =>
      t(`notifications.factor.${what}`, { provider, token, days, host: name }),
  };
  // A name in Chinese stands without the space that a Latin one has.
  return (texts[kind] as (of: unknown) => string)(data).replace(
    /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu,
    "",
  );
}
