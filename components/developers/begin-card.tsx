import { useTranslations } from "next-intl";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";
import { CodeLines, IN_CODE } from "./code";

interface BeginCardProps {
  address: string;
  isCustomer: boolean;
}

/** The first requests of a program, to be copied: what a customer's token may do, or a provider's. */
export function BeginCard({ address, isCustomer }: BeginCardProps) {
  const t = useTranslations("developers.begin");
  const [own, kind] = isCustomer ? ["", "restart"] : ["/fleet", "suspend-host"];
  const first = t(isCustomer ? "first" : "firstOfAll");
  const act = t(isCustomer ? "act" : "actOnAny");
  return (
    <FormSection id="getting-started" title={t("title")}>
      <p>{t.rich("token", IN_CODE)}</p>
      <p>
        <KeyLink href="/account/tokens">{t("tokens")}</KeyLink>
      </p>
      <h3 className="code-head text-base">{t("address")}</h3>
      <CodeLines label={t("address")}>{address}</CodeLines>
      <h3 className="code-head text-base">{first}</h3>
      <CodeLines label={first}>{`curl -H "Authorization: Bearer $TOKEN" \\
  ${address}${own}/hosts`}</CodeLines>
      <h3 className="code-head text-base">{act}</h3>
      <CodeLines label={act}>
        {`curl -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"kind": "${kind}"}' \\
  ${address}${own}/hosts/101/operations`}
      </CodeLines>
      <p>{t.rich("key", IN_CODE)}</p>
      <p>{t.rich("follow", { ...IN_CODE, path: `GET ${own}/operations/{id}` })}</p>
    </FormSection>
  );
}
