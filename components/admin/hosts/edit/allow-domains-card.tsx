import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { FormSection } from "@/components/ui/form/form-section";
import { HostForm, type HostFormProps } from "./host-form";

interface AllowDomainsCardProps extends HostFormProps {
  domains: readonly string[];
  allowDomain: FormAction;
}

/** Names that the customer tried to bind and that need a proof or staff's word. */
export function AllowDomainsCard({ domains, allowDomain, ...form }: AllowDomainsCardProps) {
  const e = useTranslations("fleet-hosts.edit");
  return (
    <FormSection title={e("domains")} text={e("domainsText")}>
      <div className="flex flex-wrap gap-3">
        {domains.map((domain, at) => (
          <HostForm
            key={domain}
            {...form}
            seed={`${form.seed}-${at}`}
            action={allowDomain}
            submit={e("allowDomain", { domain })}
            page="addresses"
            className="grid gap-2"
          >
            <input type="hidden" name="domain" value={domain} />
          </HostForm>
        ))}
      </div>
    </FormSection>
  );
}
