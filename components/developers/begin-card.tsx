import { useTranslations } from "next-intl";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";
import { CodeLines, IN_CODE } from "./code";

/** The first requests of a program, to be copied. */
export function BeginCard({ address }: { address: string }) {
  const t = useTranslations("developers.begin");
  return (
    <FormSection id="getting-started" title={t("title")}>
      <p>{t.rich("token", IN_CODE)}</p>
      <p>
        <KeyLink href="/account/tokens">{t("tokens")}</KeyLink>
      </p>
      <h3 className="text-base">{t("address")}</h3>
      <CodeLines label={t("address")}>{address}</CodeLines>
      <h3 className="text-base">{t("first")}</h3>
      <CodeLines label={t("first")}>{`curl -H "Authorization: Bearer $TOKEN" ${address}/hosts`}</CodeLines>
      <h3 className="text-base">{t("act")}</h3>
      <CodeLines label={t("act")}>
        {`curl -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"kind": "restart"}' \\
  ${address}/hosts/101/operations`}
      </CodeLines>
      <p>{t.rich("key", IN_CODE)}</p>
      <p>{t.rich("follow", { ...IN_CODE, path: "GET /operations/{id}" })}</p>
    </FormSection>
  );
}
