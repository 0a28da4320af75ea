import { useTranslations } from "next-intl";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";

/** The first requests of a program, to be copied. */
export function BeginCard({ address }: { address: string }) {
  const t = useTranslations("developers.begin");
  return (
    <FormSection title={t("title")}>
      <p>{t("address")}</p>
      <CodeLines>{address}</CodeLines>
      <p>{t("token")}</p>
      <p>
        <KeyLink href="/account/tokens">{t("tokens")}</KeyLink>
      </p>
      <p>{t("first")}</p>
      <CodeLines>{`curl -H "Authorization: Bearer $TOKEN" ${address}/hosts`}</CodeLines>
      <p>{t("act")}</p>
      <CodeLines>
        {`curl -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"kind": "restart"}' \\
  ${address}/hosts/101/operations`}
      </CodeLines>
      <p>{t("follow")}</p>
    </FormSection>
  );
}

/** Some lines of code or of a terminal, to read and copy by hand. */
function CodeLines({ children }: { children: string }) {
  return (
    // It scrolls on a phone, and so a keyboard must get there.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <pre className="well mono overflow-x-auto p-3" tabIndex={0}>
      <code>{children}</code>
    </pre>
  );
}
