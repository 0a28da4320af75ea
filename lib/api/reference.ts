import "server-only";
import type { TokenScope } from "../accounts/tokens/token-scopes";
import { config } from "../config";
import type { Endpoint } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { CUSTOMER_OFFER, PROVIDER_OFFER } from "./offers";
import { apiDescription } from "./openapi";
import { PROBLEMS, type ProblemCode } from "./problem-codes";

/** A field of a body, a parameter or an answer. `about` is in English, as the description of the API is; code stands in backticks. */
export interface ReferenceField {
  name: string;
  type: string;
  optional: boolean;
  about: string | null;
}

export interface ReferenceAddress {
  name: Endpoint["name"];
  method: string;
  path: string;
  scope: TokenScope;
  query: ReferenceField[];
  /** Name of the answer among `answers`. */
  answer: string;
  status: number;
  problems: ProblemCode[];
}

export interface ReferenceKind {
  kind: string;
  scope: TokenScope;
  fields: ReferenceField[];
}

/** All that the reference page shows: made from what answers the requests. */
export interface ReferenceView {
  address: string;
  addresses: ReferenceAddress[];
  kinds: ReferenceKind[];
  /** `words`: what it may be, where it is one of some words and has no fields. */
  answers: { name: string; fields: ReferenceField[]; words: string[] }[];
  problems: { code: ProblemCode; status: number }[];
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  default?: unknown;
}
interface Description {
  paths: Record<
    string,
    Record<string, { parameters: ReferenceParameter[]; responses: Record<string, ReferenceAnswer> }>
  >;
  components: { schemas: Record<string, Schema> };
}
interface ReferenceParameter {
  name?: string;
  in?: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}
interface ReferenceAnswer {
  content?: Record<string, { schema: Schema }>;
}

const nameIn = ($ref: string): string => $ref.slice($ref.lastIndexOf("/") + 1);

/** In a word or a line, as people read it. */
function typeOf(schema: Schema): string {
  if (schema.$ref) {
    return nameIn(schema.$ref);
  }
  if (schema.const !== undefined) {
    return String(schema.const);
  }
  if (schema.enum) {
    return schema.enum.map(String).join(" | ");
  }
  const either = schema.anyOf ?? schema.oneOf;
  if (either) {
    return [...new Set(either.map(typeOf))].join(" | ");
  }
  if (schema.type === "array") {
    return schema.items ? `list of ${typeOf(schema.items)}` : "list";
  }
  const type = [schema.type ?? "any"].flat().join(" | ");
  return schema.format ? `${type} (${schema.format})` : type;
}

const fieldsOf = ({ properties = {}, required = [] }: Schema): ReferenceField[] =>
  Object.entries(properties).flatMap(([name, field]) => [
    fieldOf(name, field, !required.includes(name)),
    // One level deeper, such as `addresses.main` and `steps[].at`: what is deeper yet has names that say it.
    ...partsOf(name, field),
  ]);

function partsOf(name: string, field: Schema): ReferenceField[] {
  const [one, ...others] = (field.anyOf ?? [field]).filter(({ type }) => type !== "null");
  if (!one || others.length > 0) {
    return [];
  }
  return one.items
    ? partsOf(`${name}[]`, one.items)
    : Object.entries(one.properties ?? {}).map(([inner, deep]) => fieldOf(`${name}.${inner}`, deep, false));
}

const fieldOf = (name: string, schema: Schema, optional: boolean): ReferenceField => ({
  name,
  type: typeOf(schema),
  optional,
  about: schema.description ?? null,
});

function kindsOf(schemas: Description["components"]["schemas"]): ReferenceKind[] {
  const offers = [
    [CUSTOMER_OFFER, schemas.OperationRequest],
    [PROVIDER_OFFER, schemas.FleetOperationRequest],
  ] as const;
  return offers.flatMap(([offer, body]) =>
    offer.commands.map(({ kind }) => {
      const named = body?.oneOf?.map(({ $ref = "" }) => schemas[nameIn($ref)]) ?? [];
      const own = named.find((one) => one?.properties?.kind?.const === kind) ?? {};
      return {
        kind,
        scope: offer.scopeOf(kind),
        fields: fieldsOf(own).filter(({ name }) => name !== "kind"),
      };
    }),
  );
}

export function apiReference(): ReferenceView {
  const { paths, components } = apiDescription() as unknown as Description;
  const answers = Object.entries(components.schemas).filter(([name]) => !name.endsWith("Request"));
  return {
    address: `${config().panelOrigin}/api/v1`,
    addresses: ENDPOINTS.map(({ name, method, path, needs, status, problems }) => {
      const described = paths[path]?.[method.toLowerCase()];
      const answer = described?.responses[String(status)]?.content?.["application/json"]?.schema.$ref ?? "";
      return {
        ...{ name, method, path, scope: needs, status, problems: [...problems] },
        answer: nameIn(answer),
        query: (described?.parameters ?? [])
          .filter((one) => one.in === "query")
          .map((one) => ({
            ...fieldOf(one.name ?? "", one.schema ?? {}, !one.required),
            about: one.description ?? null,
          })),
      };
    }),
    kinds: kindsOf(components.schemas),
    answers: answers.map(([name, schema]) => ({
      name,
      fields: fieldsOf(schema),
      words: (schema.enum ?? []).map(String),
    })),
    problems: Object.entries(PROBLEMS).map(([code, { status }]) => ({ code: code as ProblemCode, status })),
  };
}
