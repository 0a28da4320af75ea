import { Icon, type IconName } from "@/components/ui/icon";
import type { Tone } from "@/components/ui/plate";
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

export const iconOf = ({ action, operation }: Pick<AuditEntry, "action" | "operation">): IconName =>
  ICONS.find(([name]) => name.test(action))?.[1] ?? (operation ? "bolt" : "pencil");

/** What takes something away, and what is done in another's name, is found among the rest at a glance. */
const TONES: Partial<Record<IconName, Tone>> = {
  trash: "alert",
  suspend: "alert",
  person: "busy",
};

const toneOf = (action: string, icon: IconName): Tone =>
  action === "view-ended" ? "off" : (TONES[icon] ?? "off");

/** What was done, as a mark before its words. */
export function ActionIcon(entry: Pick<AuditEntry, "action" | "operation">) {
  const icon = iconOf(entry);
  return (
    <span className={`tone-${toneOf(entry.action, icon)}`}>
      <span className="mark-sign">
        <Icon name={icon} small />
      </span>
    </span>
  );
}
