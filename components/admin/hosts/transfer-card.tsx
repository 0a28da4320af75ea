import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import { TextField } from "@/components/ui/text-field";
import { HostForm, type HostFormProps } from "./host-form";

interface TransferCardProps extends HostFormProps {
  name: string;
  transferHost: FormAction;
}

export function TransferCard({ name, transferHost, ...form }: TransferCardProps) {
  const e = useTranslations("fleet-hosts.edit");
  return (
    <section className="card">
      <details className="admin-more bare">
        <summary>{e("transfer")}</summary>
        <p className="text-ink-2">{e("transferText")}</p>
        <HostForm {...form} action={transferHost} submit={e("transfer")}>
          <TextField name="newOwner" label={e("newOwner")} required maxLength={64} autoComplete="off" />
          <TextField
            name="typedName"
            label={e("typed", { name })}
            required
            maxLength={255}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </HostForm>
      </details>
    </section>
  );
}
