import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Glyph } from "@/components/ui/glyph";

/** Whether an account has a second factor. `children`: which, or what that means. */
export function FactorMark({ isOn, children }: { isOn: boolean; children: ReactNode }) {
  const t = useTranslations("second-factor.list");
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className={`tone-${isOn ? "run" : "off"} inline-flex items-center gap-2`}>
        <Glyph shape={isOn ? "check" : "ring"} small toned />
        <b className="text-ink">{t(isOn ? "on" : "off")}</b>
      </span>
      <span className="text-ink-2">{children}</span>
    </span>
  );
}
