import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Faults } from "@/app/faults";
import { FaultTexts } from "@/components/ui/form/fault-texts";
import { LIMITS } from "@/lib/fleet/hosts/host-fields";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";

/** For staff's forms about a host: why a command can't be asked now, and between which numbers a field may be. */
export async function HostFaults({ children }: { children: ReactNode }) {
  const t = await getTranslations("faults.common");
  const reasons = await getTranslations("operations.reason");
  const { number } = await getFormatter();
  const texts = Object.fromEntries([
    ...BLOCK_REASONS.map((reason) => [reason, reasons(reason)]),
    ...Object.entries(LIMITS).map(([field, [min, max]]) => [
      `${field}-invalid`,
      t("field-range", { min: number(min), max: number(max) }),
    ]),
  ]);
  return (
    <Faults of="fleet-hosts">
      <FaultTexts texts={JSON.stringify(texts)}>{children}</FaultTexts>
    </Faults>
  );
}
