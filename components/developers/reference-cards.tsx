import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { FormSection } from "@/components/ui/form/form-section";
import { Icon } from "@/components/ui/icon";
import type { ReferenceField, ReferenceView } from "@/lib/api/reference";
import { Breaking, IN_CODE, Marked } from "./code";

interface TableRow {
  key: string;
  id?: string;
  cells: ReactNode[];
}

interface TableProps {
  label: string;
  heads: string[];
  /** Rows that have something in common, under its name. */
  groups: { title?: string; code?: string; rows: TableRow[] }[];
  /** On a phone what a row says stands below its name. */
  stack?: true;
}

/** A table at every width: on a phone it scrolls sideways. */
function ReferenceTable({ label, heads, groups, stack }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <div className={stack ? "reference-table reference-stack" : "reference-table"} tabIndex={0}>
      <table aria-label={label}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ title, code, rows }) => (
          <tbody key={title ?? ""}>
            {title ? (
              <tr>
                <th colSpan={heads.length} scope="rowgroup">
                  {title}
                  {code ? <code className="method">{code}</code> : null}
                </th>
              </tr>
            ) : null}
            {rows.map(({ key, id, cells }) => (
              <tr key={key} id={id}>
                {heads.map((head, at) => (
                  <td key={head}>{cells[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

export function FieldsTable({ title, fields }: { title: string; fields: ReferenceField[] }) {
  const t = useTranslations("developers");
  return (
    <ReferenceTable
      stack
      label={title}
      heads={[t("schemas.field"), t("schemas.type"), t("schemas.about")]}
      groups={[
        {
          rows: fields.map(({ name, type, optional, about }) => ({
            key: name,
            cells: [
              <code key="name">{optional ? t("kinds.optional", { name }) : name}</code>,
              <code key="type">{type}</code>,
              about ? <Marked key="about" text={about} /> : null,
            ],
          })),
        },
      ]}
    />
  );
}

interface KindsProps extends Pick<ReferenceView, "kinds"> {
  /** Those of others' tokens, behind a line. */
  others?: ReferenceView["kinds"];
}

/** What can be done with a host, by what a token has to be allowed. */
export function KindsCard({ kinds, others }: KindsProps) {
  const t = useTranslations("developers.kinds");
  const notes = (
    <>
      <p className="text-ink-2">{t.rich("typed", IN_CODE)}</p>
      <p className="text-ink-2">{t("console")}</p>
    </>
  );
  return (
    <FormSection id="operations" title={t("title")} text={t.rich("text", IN_CODE)}>
      <KindsTable label={t("title")} kinds={kinds} />
      {others ? (
        <Disclosure title={t("showOthers", { count: others.length })}>
          <div className="grid gap-4">
            <KindsTable label={t("showOthers", { count: others.length })} kinds={others} />
            {notes}
          </div>
        </Disclosure>
      ) : (
        notes
      )}
    </FormSection>
  );
}

function KindsTable({ label, kinds }: Pick<KindsProps, "kinds"> & { label: string }) {
  const t = useTranslations("developers.kinds");
  const scopes = useTranslations("api-tokens.scope");
  return (
    <ReferenceTable
      label={label}
      heads={[t("kind"), t("fields")]}
      groups={[...new Set(kinds.map(({ scope }) => scope))].map((wanted) => ({
        title: t("permission", { scope: scopes(wanted) }),
        code: wanted,
        rows: rowsOf(kinds.filter(({ scope }) => scope === wanted)).map((row) => ({
          key: row.map(({ kind }) => kind).join(),
          cells: [
            row.map(({ kind }) => (
              <code key={kind} className="block">
                {kind}
              </code>
            )),
            row[0]?.fields.length ? <KindFields key="fields" fields={row[0].fields} /> : t("noFields"),
          ],
        })),
      }))}
    />
  );
}

/** Those without a field share the first row. */
function rowsOf(kinds: ReferenceView["kinds"]): ReferenceView["kinds"][] {
  const bare = kinds.filter(({ fields }) => fields.length === 0);
  const rest = kinds.filter(({ fields }) => fields.length > 0);
  return [...(bare.length > 0 ? [bare] : []), ...rest.map((kind) => [kind])];
}

function KindFields({ fields }: { fields: ReferenceField[] }) {
  const t = useTranslations("developers.kinds");
  const shown = fields.map(({ name, type, optional }) => {
    const text = type.includes(" | ") && !type.startsWith("string") ? `${name}: ${type}` : name;
    return optional ? t("optional", { name: text }) : text;
  });
  return <code>{shown.join(", ")}</code>;
}

/** What comes back, by name. */
export function SchemasCard({ answers }: Pick<ReferenceView, "answers">) {
  const t = useTranslations("developers.schemas");
  return (
    <FormSection id="schemas" title={t("title")}>
      <div className="reference-lines">
        {answers.map(({ name, fields, words }) => (
          <details key={name} id={`answer-${name}`} className="reference-line reference-schema">
            <summary>
              <code>
                <Breaking>{name}</Breaking>
              </code>
              <Icon name="chevron-down" small />
            </summary>
            <div>
              {fields.length > 0 ? (
                <FieldsTable title={name} fields={fields} />
              ) : (
                <p>
                  <code>{words.join(" | ")}</code>
                </p>
              )}
            </div>
          </details>
        ))}
      </div>
    </FormSection>
  );
}

/** What staff are told otherwise: their provider is themselves. */
const FOR_STAFF = ["refused", "internal", "not-readable", "not-answering"] as const;

interface ErrorsCardProps extends Pick<ReferenceView, "problems"> {
  isCustomer: boolean;
}

/** What each `type` of a problem document leads to. */
export function ErrorsCard({ problems, isCustomer }: ErrorsCardProps) {
  const t = useTranslations("developers");
  const textOf = (code: (typeof problems)[number]["code"]) => {
    const own = isCustomer ? undefined : FOR_STAFF.find((one) => one === code);
    return own ? t.rich(`problemForStaff.${own}`, IN_CODE) : t.rich(`problem.${code}`, IN_CODE);
  };
  return (
    <FormSection id="errors" title={t("problems.title")} text={t.rich("problems.text", IN_CODE)}>
      <ReferenceTable
        stack
        label={t("problems.title")}
        heads={[t("problems.code"), t("problems.about")]}
        groups={[
          {
            rows: problems.map(({ code, status }) => ({
              key: code,
              id: code,
              cells: [
                <span key="code">
                  <code>{code}</code> <small className="ml-1.5">{status}</small>
                </span>,
                textOf(code),
              ],
            })),
          },
        ]}
      />
    </FormSection>
  );
}
