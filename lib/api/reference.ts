import "server-only";
import type { NeededScope } from "../accounts/tokens/token-scopes";
import { config } from "../config";
import { type Endpoint, isOffered } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { CUSTOMER_OFFER, PROVIDER_OFFER } from "./offers";
import { apiDescription } from "./openapi";
import { PROBLEMS, type ProblemCode } from "./problem-codes";

/** All that the reference page shows: made from what answers the requests. */
export interface ReferenceView {
  address: string;
  addresses: { name: Endpoint["name"]; method: string; path: string; scope: Endpoint["needs"] }[];
  /** `fields`: beside `kind`; those that may be left out end with a question mark. */
  kinds: { kind: string; scope: NeededScope; fields: string[] }[];
  problems: { code: ProblemCode; status: number }[];
}

interface Schema {
  $ref?: string;
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  oneOf?: Schema[];
}

const nameIn = ($ref: string): string => $ref.slice($ref.lastIndexOf("/") + 1);

function kindsFor(tokens: "customer" | "provider"): ReferenceView["kinds"] {
  const { schemas } = (apiDescription() as unknown as { components: { schemas: Record<string, Schema> } })
    .components;
  const [offer, body] =
    tokens === "customer"
      ? ([CUSTOMER_OFFER, schemas.OperationRequest] as const)
      : ([PROVIDER_OFFER, schemas.FleetOperationRequest] as const);
  const named = body?.oneOf?.map(({ $ref = "" }) => schemas[nameIn($ref)]) ?? [];
  return offer.commands.map(({ kind }) => {
    const { properties = {}, required = [] } =
      named.find((one) => one?.properties?.kind?.const === kind) ?? {};
    return {
      kind,
      scope: offer.scopeOf(kind),
      fields: Object.keys(properties)
        .filter((name) => name !== "kind")
        .map((name) => (required.includes(name) ? name : `${name}?`)),
    };
  });
}

/** What a customer's tokens may use, or a provider's. */
export function apiReference(tokens: "customer" | "provider"): ReferenceView {
  return {
    address: `${config().panelOrigin}/api/v1`,
    addresses: ENDPOINTS.filter((endpoint) => isOffered(endpoint, tokens)).map(
      ({ name, method, path, needs }) => ({ name, method, path, scope: needs }),
    ),
    kinds: kindsFor(tokens),
    problems: Object.entries(PROBLEMS).map(([code, { status }]) => ({ code: code as ProblemCode, status })),
  };
}
