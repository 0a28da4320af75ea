import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { outcomeLook } from "@/components/hosts/host-look";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { Glyph } from "@/components/ui/glyph";

/** The three that one looks for most; the others are in the dialog. */
export const QUICK = [null, "in-progress", "attention"] as const;
type Quick = (typeof QUICK)[number];

interface QuickChoiceProps {
  chosen: string | null;
  counts: Record<NonNullable<Quick>, number> | null;
  hrefOf: (one: Quick) => string;
  /** What those are called that went wrong. */
  wrong: ReactNode;
}

/** Of what was asked for, by this panel or by anybody: all, what goes on, what failed. */
export function QuickChoice({ chosen, counts, hrefOf, wrong }: QuickChoiceProps) {
  const t = useTranslations("fleet-operations.filter");
  return (
    <SegmentedFilter
      label={t("outcome")}
      segments={QUICK.map((one) => ({
        href: hrefOf(one),
        // Positioned, so that its words for screen readers don’t widen the page on a phone.
        label:
          one === null ? t("all") : one === "attention" ? <span className="relative">{wrong}</span> : t(one),
        current: chosen === one,
        // None failed is no number that one looks for.
        count:
          one === null || counts === null ? undefined : counts[one] || (one === "attention" ? undefined : 0),
        mark: one === null ? null : <QuickMark of={one} />,
      }))}
    />
  );
}

function QuickMark({ of }: { of: "in-progress" | "attention" }) {
  const { tone, shape } = outcomeLook(of === "in-progress" ? "open" : "failed");
  return (
    <span className={`tone-${tone}`}>
      <Glyph shape={shape} small toned />
    </span>
  );
}
