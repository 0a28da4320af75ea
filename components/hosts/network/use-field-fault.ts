import { useTranslations } from "next-intl";
import type { ActionResult } from "@/lib/action-result";
import { DOMAIN_FAULTS, PORT_FAULTS } from "@/lib/hosts/network/network-view";

/** In words: what is wrong with a field, by the server's check. */
export function useFieldFault(result: ActionResult | null): (field: "port" | "domain") => string | undefined {
  const t = useTranslations("network.fault");
  return (field) => {
    const told = result && !result.ok ? result.fields?.[field] : undefined;
    const fault = [...DOMAIN_FAULTS, ...PORT_FAULTS].find((known) => known === told);
    return fault && t(fault);
  };
}
