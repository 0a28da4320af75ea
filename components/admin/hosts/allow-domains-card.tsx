import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import { HostForm, type HostFormProps } from "./host-form";

interface AllowDomainsCardProps extends HostFormProps {
  domains: readonly string[];
  allowDomain: FormAction;
}

/** Names that the customer tried to bind and that need a proof or staff's word. */
export function AllowDomainsCard({ domains, allowDomain, ...form }: AllowDomainsCardProps) {
  const e = useTranslations("fleet-hosts.edit");
  return (
    <section className="card">
      <h2>{e("domains")}</h2>
      <p className="mb-4 text-ink-2">{e("domainsText")}</p>
      <div className="admin-keys">
        {domains.map((domain, at) => (
          <HostForm
            key={domain}
            {...form}
            seed={`${form.seed}-${at}`}
            action={allowDomain}
            submit={e("allowDomain", { domain })}
            className="grid gap-2"
          >
            <input type="hidden" name="domain" value={domain} />
          </HostForm>
        ))}
      </div>
    </section>
  );
}
