import type { IconName } from "@/components/ui/icon";
import type { AuditEntry } from "@/lib/fleet/audit/read-audit";

/** By the first of these that the action's name holds: what was taken away, else what it was about, else what was done. */
const ICONS: [RegExp, IconName][] = [
  [/^(view-|changes-allowed)/, "person"],
  [/deleted|removed|revoked|withdrawn|^delete|^remove/, "trash"],
  [/mailed|invited|mail-sent|announced/, "mail"],
  [/sessions/, "sign-out"],
  [/factor|token|password|recovery|link-shown/, "passkey"],
  [/^schedule-/, "clock"],
  [/protected/, "shield"],
  [/^rescue-|medium/, "disc"],
  [/snapshot/, "clock"],
  [/webhook/, "external"],
  [/^plan-/, "list"],
  [/domain|port|address/, "globe"],
  [/^note-/, "pencil"],
  [/^lock/, "padlock"],
  [/disabled|suspend/, "suspend"],
  [/^transfer|number-changed/, "swap"],
  [/created|made|added|saved|^create|^add|announced|written/, "plus"],
  [/^unlock|^resume|released|resumed|accepted|enabled|ended/, "check"],
];

/** The sign of what was done. */
export const iconOf = ({ action, operation }: Pick<AuditEntry, "action" | "operation">): IconName =>
  ICONS.find(([name]) => name.test(action))?.[1] ?? (operation ? "bolt" : "pencil");
