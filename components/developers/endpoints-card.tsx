import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { FormSection } from "@/components/ui/form/form-section";
import { Icon } from "@/components/ui/icon";
import type { ReferenceAddress } from "@/lib/api/reference";
import { Breaking } from "./code";
import { FieldsTable } from "./reference-cards";

interface EndpointsProps {
  id: string;
  title: string;
  /** Whose tokens they are for. */
  text?: string;
  addresses: ReferenceAddress[];
  /** Behind a line: who reads has no use for them themselves. */
  folded?: true;
}

/** What every list takes: told once, under "Pagination". */
const OF_PAGES = ["after", "limit"];

/** Each endpoint in a line with what it is for; behind it what it takes and answers. */
export function EndpointsCard({ id, title, text, addresses, folded }: EndpointsProps) {
  const t = useTranslations("developers");
  const lines = (
    <div className="reference-lines">
      {addresses.map((address) => (
        <details key={address.name} className="reference-line">
          <summary>
            <span className={address.method === "POST" ? "method method-post" : "method"}>
              {address.method}
            </span>
            <code>
              <Breaking>{address.path}</Breaking>
            </code>
            <small>{t(`endpoint.${address.name}`)}</small>
            <Icon name="chevron-down" small />
          </summary>
          <div className="grid gap-4">
            <EndpointFacts {...address} />
          </div>
        </details>
      ))}
    </div>
  );
  return (
    <FormSection id={id} title={title} text={text}>
      {folded ? (
        <Disclosure title={t("addresses.show", { count: addresses.length })}>{lines}</Disclosure>
      ) : (
        lines
      )}
    </FormSection>
  );
}

function EndpointFacts({ method, scope, query, answer, status, problems }: ReferenceAddress) {
  const t = useTranslations("developers.addresses");
  const scopes = useTranslations("api-tokens.scope");
  const own = query.filter(({ name }) => !OF_PAGES.includes(name));
  return (
    <>
      <dl className="reference-facts">
        <dt>{t("scope")}</dt>
        <dd>
          {method === "POST" && scope === "read" ? (
            <a href="#operations">{t("byKind")}</a>
          ) : (
            <>
              {scopes(scope)}
              <code>{scope}</code>
            </>
          )}
        </dd>
        {own.length < query.length ? (
          <>
            <dt>{t("query")}</dt>
            <dd>
              {OF_PAGES.map((name) => (
                <a key={name} href="#pagination">
                  <code>{name}</code>
                </a>
              ))}
            </dd>
          </>
        ) : null}
        <dt>{t("answer")}</dt>
        <dd>
          <code>{status}</code>
          <a href={`#answer-${answer}`}>
            <code>{answer}</code>
          </a>
        </dd>
        {problems.length > 0 ? (
          <>
            <dt>{t("problems")}</dt>
            <dd>
              {problems.map((code) => (
                <a key={code} href={`#${code}`}>
                  <code>{code}</code>
                </a>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      {own.length > 0 ? <FieldsTable title={t("query")} fields={own} /> : null}
    </>
  );
}
