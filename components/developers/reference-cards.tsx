import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { FormSection } from "@/components/ui/form/form-section";
import { ListTable } from "@/components/ui/list/list-table";
import type { ReferenceAddress, ReferenceField, ReferenceView } from "@/lib/api/reference";

interface AddressesProps {
  title: string;
  addresses: ReferenceAddress[];
}

/** Each address with what it is for; behind it what it takes and answers. */
export function AddressesCard({ title, addresses }: AddressesProps) {
  const t = useTranslations("developers");
  const scopes = useTranslations("api-tokens.scope");
  return (
    <FormSection title={title}>
      {addresses.map(({ name, method, path, scope, query, answer, status, problems }) => (
        <Disclosure key={name} title={`${method} ${path}`} note={t(`endpoint.${name}`)}>
          <div className="grid gap-3">
            <p>{t("addresses.scope", { scope: scopes(scope) })}</p>
            {query.length > 0 ? <FieldsTable title={t("addresses.query")} fields={query} /> : null}
            <p>
              {t("addresses.answer")}{" "}
              <span className="mono">
                {status} <a href={`#answer-${answer}`}>{answer}</a>
              </span>
            </p>
            {problems.length > 0 ? (
              <p>
                {t("addresses.problems")}{" "}
                {problems.map((code) => (
                  <span key={code} className="mono">
                    <a href={`#${code}`}>{code}</a>{" "}
                  </span>
                ))}
              </p>
            ) : null}
          </div>
        </Disclosure>
      ))}
    </FormSection>
  );
}

function FieldsTable({ title, fields }: { title: string; fields: ReferenceField[] }) {
  const t = useTranslations("developers");
  return (
    <ListTable
      label={title}
      columns={[t("schemas.field"), t("schemas.type"), t("schemas.about")]}
      rows={fields.map(({ name, type, optional, about }) => ({
        key: name,
        cells: [
          <span key="name" className="mono break-words">
            {optional ? t("kinds.optional", { name }) : name}
          </span>,
          <span key="type" className="mono break-words">
            {type}
          </span>,
          about ?? "",
        ],
      }))}
    />
  );
}

/** What can be asked of a host. */
export function KindsCard({ kinds }: Pick<ReferenceView, "kinds">) {
  const t = useTranslations("developers.kinds");
  const scopes = useTranslations("api-tokens.scope");
  return (
    <FormSection title={t("title")} text={t("text")}>
      <p>{t("typed")}</p>
      <p>{t("console")}</p>
      <ListTable
        label={t("title")}
        columns={[t("kind"), t("permission"), t("fields")]}
        rows={kinds.map(({ kind, scope, fields }) => ({
          key: kind,
          cells: [
            <span key="kind" className="mono">
              {kind}
            </span>,
            scopes(scope),
            <span key="fields" className="mono break-words">
              {fields
                .map(({ name, type, optional }) => {
                  const shown =
                    type.includes(" | ") && !type.startsWith("string") ? `${name}: ${type}` : name;
                  return optional ? t("optional", { name: shown }) : shown;
                })
                .join(", ") || "–"}
            </span>,
          ],
        }))}
      />
    </FormSection>
  );
}

export function AnswersCard({ answers }: Pick<ReferenceView, "answers">) {
  const t = useTranslations("developers.schemas");
  return (
    <FormSection title={t("title")}>
      {answers.map(({ name, fields, words }) => (
        <div key={name} id={`answer-${name}`}>
          <Disclosure title={name}>
            {fields.length > 0 ? (
              <FieldsTable title={name} fields={fields} />
            ) : (
              <p className="mono">{words.join(" | ")}</p>
            )}
          </Disclosure>
        </div>
      ))}
    </FormSection>
  );
}

/** What each `type` of a problem document leads to. */
export function ProblemsCard({ problems }: Pick<ReferenceView, "problems">) {
  const t = useTranslations("developers");
  return (
    <FormSection title={t("problems.title")} text={t("problems.text")}>
      <ListTable
        label={t("problems.title")}
        columns={[t("problems.code"), t("problems.status"), t("problems.about")]}
        rows={problems.map(({ code, status }) => ({
          key: code,
          cells: [
            <span key="code" id={code} className="mono">
              {code}
            </span>,
            String(status),
            t(`problem.${code}`),
          ],
        }))}
      />
    </FormSection>
  );
}
