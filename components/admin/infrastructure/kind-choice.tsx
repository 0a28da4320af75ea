import type { ReactNode } from "react";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { Icon, type IconName } from "@/components/ui/icon";
import { withSearch } from "@/lib/fleet/search-params";

interface KindChoiceProps<Kind extends string> {
  path: string;
  label: string;
  all: string;
  /** What the address says, without the page. */
  chosen: Record<string, string | null> & { kind: Kind | null };
  kinds: readonly { kind: Kind; word: string; icon: IconName }[];
  /** How many there are of each; null where it isn't known. */
  counts: Record<Kind, number> | null;
}

/** A list of two kinds, narrowed to one of them at a press. */
export function KindChoice<Kind extends string>({
  path,
  label,
  all,
  chosen,
  kinds,
  counts,
}: KindChoiceProps<Kind>) {
  const hrefOf = (kind: Kind | null) => withSearch(path, { ...chosen, kind });
  return (
    <SegmentedFilter
      label={label}
      segments={[
        { href: hrefOf(null), label: all, current: chosen.kind === null },
        ...kinds.map(({ kind, word, icon }) => ({
          href: hrefOf(kind),
          label: word,
          current: chosen.kind === kind,
          count: counts?.[kind],
          // On a phone the words need the room.
          mark: (
            <span className="max-md:hidden">
              <Icon name={icon} small />
            </span>
          ),
        })),
      ]}
    />
  );
}

/** What stands in a row of such a list: its kind by its mark and its word. */
export const KindOf = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <span className="inline-flex items-center gap-2">
    <span className="tone-off">
      <span className="mark-sign">
        <Icon name={icon} small />
      </span>
    </span>
    <span>{children}</span>
  </span>
);
