import { Icon, type IconName } from "@/components/ui/icon";
import type { Tone } from "@/components/ui/plate";
import type { AuditEntry } from "@/lib/fleet/audit/read-audit";

/** By the first of these that the action's name holds: what was done, and where it was made, changed or taken away. */
const ICONS: [RegExp, IconName][] = [
  [/^(view-|changes-allowed)/, "eye"],
  [/mailed|invited|mail-sent/, "mail"],
  [/factor|token|password|recovery|sessions|link-shown/, "padlock"],
  [/^lock|disabled|suspend/, "suspend"],
  [/^transfer|number-changed/, "swap"],
  [/deleted|removed|revoked|withdrawn|^delete|^remove/, "trash"],
  [/created|made|added|saved|^create|^add|announced|written/, "plus"],
  [/released|resumed|accepted|enabled|ended/, "check"],
];

export const iconOf = ({ action, operation }: Pick<AuditEntry, "action" | "operation">): IconName =>
  ICONS.find(([name]) => name.test(action))?.[1] ?? (operation ? "bolt" : "pencil");

/** What takes something away, and what is done in another's name, is found among the rest at a glance. */
const TONES: Partial<Record<IconName, Tone>> = { trash: "alert", suspend: "alert", eye: "busy" };

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
