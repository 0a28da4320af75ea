import type { IconName } from "@/components/ui/icon";
import type { NotificationKind } from "@/lib/notifications/kinds";

const ICONS: Record<NotificationKind, IconName> = {
  traffic: "swap",
  "host-down": "suspend",
  "host-up": "bolt",
  "operation-failed": "cross",
  "operation-unconfirmed": "again",
  "schedule-failed": "clock",
  "support-viewed": "eye",
  "new-browser": "globe",
  "password-changed": "padlock",
  "factors-changed": "passkey",
};

/** For a kind of a newer version, a plain one. */
export const kindIcon = (kind: string): IconName => new Map(Object.entries(ICONS)).get(kind) ?? "list";
