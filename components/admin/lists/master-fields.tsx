import { useTranslations } from "next-intl";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";

interface FilterFieldProps {
  value: string | null;
}

export function HostField({ value }: FilterFieldProps) {
  const t = useTranslations("fleet-operations.filter");
  return (
    <TextField name="host" label={t("host")} defaultValue={value ?? ""} maxLength={64} inputMode="numeric" />
  );
}

export function CustomerField({ value }: FilterFieldProps) {
  const t = useTranslations("fleet-operations.filter");
  return <TextField name="customer" label={t("customer")} defaultValue={value ?? ""} maxLength={64} />;
}

/** By its name; one that the panel hasn't listed yet by its id. */
export function NodeField({ value, nodes }: FilterFieldProps & { nodes: Map<string, string> }) {
  const t = useTranslations("fleet-operations");
  const unknown: [string, string][] = value && !nodes.has(value) ? [[value, value]] : [];
  return (
    <SelectField
      name="node"
      label={t("tasks.node")}
      value={value}
      options={[["", t("filter.all")], ...nodes, ...unknown]}
    />
  );
}
