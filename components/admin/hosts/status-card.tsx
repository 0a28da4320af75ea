import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import { HostForm, type HostFormProps } from "./host-form";

interface StatusCardProps extends HostFormProps {
  name: string;
  /** RStack's code. */
  status: string | null;
  setHostStatus: FormAction;
}

/** Locking and suspending, or taking that back: what can be asked of the host as it is. */
export function StatusCard({ name, status, setHostStatus, ...form }: StatusCardProps) {
  const e = useTranslations("fleet-hosts.edit");
  const kind = useTranslations("operations.kind");
  const kinds = [
    status === "1" ? ("unlock-host" as const) : ("lock-host" as const),
    status === "-1" || status === "-3" ? ("resume-host" as const) : ("suspend-host" as const),
  ];
  return (
    <section className="card">
      <h2>{e("status")}</h2>
      <p className="mb-4 text-ink-2">{e("statusText")}</p>
      <div className="admin-keys">
        {kinds.map((one) => (
          <HostForm
            key={one}
            {...form}
            action={setHostStatus}
            submit={kind(one)}
            className="grid gap-2"
            question={
              one === "lock-host" || one === "suspend-host"
                ? {
                    title: e(`ask.${one}`, { name }),
                    text: e(`ask.${one}-text`),
                    cancel: e("ask.cancel"),
                    danger: one === "suspend-host",
                  }
                : undefined
            }
          >
            <input type="hidden" name="kind" value={one} />
          </HostForm>
        ))}
      </div>
    </section>
  );
}
