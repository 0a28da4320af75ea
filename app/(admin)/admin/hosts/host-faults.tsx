import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Faults } from "@/app/faults";
import { FaultTexts } from "@/components/ui/form/fault-texts";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { HOST_FIELDS } from "@/lib/rstack/host-fields";

/** For staff's forms about a host: why a command can't be asked now, and between which numbers a field may be. */
export async function HostFaults({ children }: { children: ReactNode }) {
  const t = await getTranslations("faults.common");
  const reasons = await getTranslations("operations.reason");
  const { number } = await getFormatter();
  const texts = Object.fromEntries([
    ...BLOCK_REASONS.map((reason) => [reason, reasons(reason)]),
    ...Object.entries(HOST_FIELDS).map(
      ([
        field,
        {
          range: [min, max],
        },
      ]) => [`${field}-invalid`, t("field-range", { min: number(min), max: number(max) })],
    ),
  ]);
  return (
    <Faults of="fleet-hosts">
      <FaultTexts texts={JSON.stringify(texts)}>{children}</FaultTexts>
    </Faults>
  );
}
