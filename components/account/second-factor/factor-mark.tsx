import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";

/** Whether an account has a second factor. `children`: which, or what that means. */
export function FactorMark({ isOn, children }: { isOn: boolean; children: ReactNode }) {
  const t = useTranslations("second-factor.list");
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Mark
        tone={isOn ? "run" : "off"}
        shape={isOn ? "check" : "ring"}
        word={<b className="text-ink">{t(isOn ? "on" : "off")}</b>}
      />
      <span className="text-ink-2">{children}</span>
    </span>
  );
}
