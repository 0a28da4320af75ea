import type { OperationKind } from "../operations/command-rules";
import type { NoticeKind } from "../provider/provider-view";

/** What an alarm can watch for. `down`: the host doesn't run. */
export const ALARM_KINDS = [
  "cpu-above",
  "cpu-below",
  "memory-above",
  "memory-below",
  "disk-above",
  "disk-below",
  "network-above",
  "network-below",
  "traffic-above",
  "down",
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** What is noted with a notification of each kind: small, without secrets. Its keys are all that people are told of. */
export interface NotificationData {
  traffic: { percent: 80 | 100; usedGb: number; limitGb: number };
  /**
   * `seen`: the figure at that moment, in `unit`; `chart`: the hour before it, as a line of blocks. `by`: who acknowledged it.
   * Times are Unix seconds.
   */
  alarm: {
    event: "fired" | "acknowledged" | "resolved";
    alarm: AlarmKind;
    value: number;
    unit: string;
    minutes: number;
    seen: number | null;
    chart: string;
    firedAt: number;
    resolvedAt?: number;
    by?: string;
  };
  /** Maintenance or an incident where a host of theirs stands; times are ISO 8601. */
  notice: {
    notice: NoticeKind;
    id: string;
    en: string;
    zh: string;
    from: string;
    until: string | null;
    /** Staff withdrew it, before or after it began. */
    withdrawn?: "cancelled" | "over";
  };
  /** `until`: ISO 8601, as the shop says. `days`: those that are left; 0: it is over. */
  "paid-until": { until: string; days: number };
  /** Outside the panel's doing. */
  "host-down": object;
  "host-up": object;
  "operation-failed": { operation: OperationKind; operationId: string };
  "operation-unconfirmed": { operation: OperationKind; operationId: string };
  /** `schedule`: its name, as the customer reads it. */
  "schedule-failed": { schedule: string; reason: ScheduleFault };
  /** `by`: whoever of the staff did, by the name that customers may read; null where they may not. */
  "support-viewed": { by: string | null };
  "new-browser": { browser: string | null; system: string | null; address: string | null };
  "password-changed": object;
  /** `token`, `days`: of `token-ends`, and of `link-used`; of `webhook-ended` the receiver's host. */
  "factors-changed": { what: FactorChange; token?: string; days?: number };
}
export type NotificationKind = keyof NotificationData;

/** Why a schedule's run came to nothing, or the schedule ended; message keys of `schedules.why`, at its end of `notifications.reason`. */
export const SCHEDULE_FAULTS = [
  /** It had not begun within its time. */
  "missed",
  "failed",
  "refused",
  "not-sent",
  /** It may or may not have happened; the schedule waits for a person. */
  "unconfirmed",
  /** The quota is full, and nothing may be deleted for it. */
  "no-room",
  /** The host's state, or another operation, did not allow it. */
  "blocked",
  /** It ended: the account in whose name it acted is nobody's of this customer any more. */
  "account-gone",
  /** It ended with the tenancy. */
  "owner-changed",
  /** It ended with the right of the guest who made it. */
  "guest-ended",
] as const;
export type ScheduleFault = (typeof SCHEDULE_FAULTS)[number];

/** Message keys of `notifications.factor`. */
export const FACTOR_CHANGES = [
  "factor-added",
  "factor-removed",
  "factors-reset",
  "provider-connected",
  "provider-disconnected",
  "codes-renewed",
  "code-used",
  "token-made",
  "token-ends",
  "link-used",
  "webhook-made",
  "webhook-ended",
  "asking-again-off",
  "schedule-made",
  "host-offered",
  "host-given",
  "host-received",
] as const;
export type FactorChange = (typeof FACTOR_CHANGES)[number];

/** Of an account's safety: mailed at once, and nobody can turn it off. */
const SECURITY: Record<NotificationKind, boolean> = {
  traffic: false,
  alarm: false,
  notice: false,
  "paid-until": false,
  "host-down": false,
  "host-up": false,
  "operation-failed": false,
  "operation-unconfirmed": false,
  "schedule-failed": false,
  "support-viewed": false,
  "new-browser": true,
  "password-changed": true,
  "factors-changed": true,
};

/** In the order of the settings. */
export const NOTIFICATION_KINDS = Object.keys(SECURITY) as NotificationKind[];
/** Those whose ways a person chooses. */
export const CHOSEN_KINDS = NOTIFICATION_KINDS.filter((kind) => !SECURITY[kind]);

export const isNotificationKind = (text: string): text is NotificationKind => Object.hasOwn(SECURITY, text);

/** Who is called with what happens: a program of the account's own, or people in a messenger. */
export const SERVICES = [
  "webhook",
  "telegram",
  "discord",
  "slack",
  "dingtalk",
  "feishu",
  "wecom",
  "ntfy",
] as const;
export type Service = (typeof SERVICES)[number];

/** What a browser is sent: all of it. */
export interface PushMessage {
  title: string;
  text: string;
  /** The page of the panel that its press opens. */
  path: string;
}
