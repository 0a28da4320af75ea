import "server-only";
import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { config } from "../config";
import texts from "../i18n/messages/en/api.json";
import { type Endpoint, isOffered } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { FLEET_NAMES } from "./fleet/schema-names";
import { CUSTOMER_OFFER, PROVIDER_OFFER } from "./offers";
import { PROBLEMS, type ProblemCode } from "./problem-codes";
import { ProblemDocument } from "./problem-schema";
import * as answers from "./view-schemas";

type Json = Record<string, unknown>;

/** What can come of every request, whatever its address. */
const ALWAYS = [
  ...(["bad-request", "no-token", "address-refused", "scope-missing"] as const),
  ...(["not-found", "method-not-allowed", "too-large", "too-many", "internal"] as const),
] satisfies ProblemCode[];

/** Names in `#/components/schemas`. */
const NAMES = {
  Token: answers.TokenDocument,
  Host: answers.Host,
  HostList: answers.HostList,
  SnapshotList: answers.SnapshotList,
  PortList: answers.PortsOfHost,
  DomainList: answers.DomainsOfHost,
  MediumList: answers.MediaOfHost,
  ImageList: answers.ImagesForHost,
  Monitor: answers.Monitor,
  Operation: answers.Operation,
  OperationOfHost: answers.OperationOfHost,
  OperationList: answers.OperationList,
  ...FLEET_NAMES,
  Problem: ProblemDocument,
  State: answers.StateWord,
  Kind: answers.KindWord,
  BlockReason: answers.BlockReasonWord,
  ProblemCode: answers.ProblemCodeWord,
  SnapshotQuota: answers.SnapshotsAllowed,
  Quota: answers.MappingsAllowed,
  QuotaNone: answers.NoQuota,
  QuotaSome: answers.SomeSnapshots,
  QuotaKnown: answers.KnownQuota,
  QuotaUnknown: answers.UnknownQuota,
  OperationRequest: CUSTOMER_OFFER.body,
  FleetOperationRequest: PROVIDER_OFFER.body,
  ...Object.fromEntries(
    [CUSTOMER_OFFER, PROVIDER_OFFER].flatMap(({ commands, bodies }) =>
      bodies.map((body, at) => [bodyName(commands[at]?.kind ?? ""), body]),
    ),
  ),
} satisfies Record<string, z.ZodType>;

/** `add-port` is AddPortRequest. */
function bodyName(kind: string): string {
  const words = kind.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join("")}Request`;
}

const refTo = (schema: z.ZodType): Json => {
  const [name] = Object.entries(NAMES).find(([, known]) => known === schema) ?? [];
  if (!name) {
    throw new Error("a schema of the API has no name");
  }
  return { $ref: `#/components/schemas/${name}` };
};

/** A field of a form that holds a number is text there; a program may send either. A tick is a boolean. */
function asPrograms(schema: Json): void {
  if (schema.asBoolean) {
    for (const name of ["asBoolean", "anyOf", "const"]) {
      delete schema[name];
    }
    schema.type = "boolean";
  }
  if (schema.asNumber) {
    delete schema.asNumber;
    schema.type = ["string", "integer"];
  }
}

/** What is sent as it comes in, what is answered as it goes out. */
function schemasOf(closed: boolean): Json {
  const made = (io: "input" | "output") => {
    const registry = z.registry<{ id: string }>();
    for (const [id, schema] of Object.entries(NAMES)) {
      if (id.endsWith("Request") === (io === "input")) {
        registry.add(schema, { id });
      }
    }
    const { schemas } = z.toJSONSchema(registry, {
      io,
      target: "draft-2020-12",
      uri: (id) => `#/components/schemas/${id}`,
      override: ({ jsonSchema }) => asPrograms(jsonSchema as Json),
    });
    return Object.entries(schemas as Record<string, Json>).map(([name, all]): [string, Json] => {
      const { $schema: _, $id: __, ...schema } = all;
      const whole = { ...schema, ...discriminatorOf(schema, schemas as Record<string, Json>) };
      return [name, io === "input" || closed ? whole : (opened(whole) as Json)];
    });
  };
  return Object.fromEntries([...made("output"), ...made("input")]);
}

/** For a choice of named schemas: the field that tells them apart, and which value stands for which. */
function discriminatorOf({ oneOf }: Json, all: Record<string, Json>): Json {
  const refs = ((oneOf ?? []) as { $ref?: string }[]).flatMap(({ $ref }) => $ref ?? []);
  const found = refs.map(($ref) => {
    const properties = all[$ref.slice($ref.lastIndexOf("/") + 1)]?.properties as Record<string, Json>;
    const [field, value] = Object.entries(properties).find(([, one]) => typeof one.const === "string") ?? [];
    return { $ref, field, value: String(value?.const) };
  });
  const [first] = found;
  return first
    ? {
        discriminator: {
          propertyName: first.field,
          mapping: Object.fromEntries(found.map(({ $ref, value }) => [value, $ref])),
        },
      }
    : {};
}

/** What is answered may get more fields: a program has to leave alone what it doesn't know. */
function opened(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(opened);
  }
  if (typeof schema !== "object" || schema === null) {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(key === "additionalProperties" && value === false))
      .map(([key, value]) => [key, opened(value)]),
  );
}

const headers = {
  "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" },
  RateLimit: { $ref: "#/components/headers/RateLimit" },
  "RateLimit-Policy": { $ref: "#/components/headers/RateLimit-Policy" },
};

function problemsOf(codes: readonly ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, each]) => [
      String(status),
      {
        description: each.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(" "),
        headers:
          status === 429 || status === 409 || status === 503
            ? { ...headers, "Retry-After": { $ref: "#/components/headers/Retry-After" } }
            : headers,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

function parametersOf({ path, query, method, keyless }: Endpoint): Json[] {
  const schema = z.toJSONSchema(query, { io: "input" }) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    ...Object.entries(schema.properties ?? {}).map(([name, { description, ...rest }]) => ({
      name,
      in: "query",
      required: schema.required?.includes(name) ?? false,
      ...(description ? { description } : {}),
      schema: rest,
    })),
    ...(method === "POST" && !keyless ? [{ $ref: "#/components/parameters/Idempotency-Key" }] : []),
  ];
}

const operationOf = (endpoint: Endpoint): Json => ({
  operationId: endpoint.name,
  summary: texts.developers.endpoint[endpoint.name],
  description:
    endpoint.needs === "any"
      ? "Any token."
      : endpoint.needs === "fleet"
        ? "Any provider token; an operation needs what its kind needs."
        : `Permission: \`${endpoint.needs}\`${endpoint.name.endsWith("HostOperation") ? ", and what the kind needs" : ""}.`,
  tags: ["customer", "provider"].filter((tag) => isOffered(endpoint, tag)),
  security: [{ token: [] }],
  parameters: parametersOf(endpoint),
  ...(endpoint.body
    ? { requestBody: { required: true, content: { "application/json": { schema: refTo(endpoint.body) } } } }
    : {}),
  responses: {
    [endpoint.status]: {
      description: DESCRIBED[endpoint.status],
      headers:
        endpoint.status === 202 || endpoint.status === 201
          ? {
              ...headers,
              Location: { description: "URL of what was made.", schema: { type: "string" } },
            }
          : headers,
      ...(endpoint.answer && { content: { "application/json": { schema: refTo(endpoint.answer) } } }),
    },
    ...(endpoint.already
      ? {
          200: {
            description: "The host already is so. Nothing was done and nothing written down.",
            headers,
            content: { "application/json": { schema: refTo(endpoint.already) } },
          },
        }
      : {}),
    ...problemsOf([...ALWAYS, ...endpoint.problems]),
  },
});

const DESCRIBED: Record<Endpoint["status"], string> = {
  200: "OK.",
  201: "Created.",
  202: "The operation, in progress. Poll it until it has ended.",
  204: "Deleted.",
};

function pathsOf(): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint),
    };
  }
  return paths;
}

/** `/api/v1/openapi.json`. `closed`: with no field more than is described, for tests. */
export function apiDescription({ closed = false } = {}): Json {
  const { panelOrigin, provider } = config();
  return {
    openapi: "3.1.1",
    info: {
      title: `${provider.name} API`,
      version: packageJson.version,
      description: `Manage hosts from your own programs. Getting started: ${panelOrigin}/developers`,
    },
    servers: [{ url: `${panelOrigin}/api/v1` }],
    tags: [
      { name: "customer", description: "For customers’ API tokens." },
      { name: "provider", description: "For provider tokens, created by an administrator." },
    ],
    paths: pathsOf(),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "rsp_…" } },
      parameters: {
        "Idempotency-Key": {
          name: "Idempotency-Key",
          in: "header",
          required: true,
          description:
            "A new key for each operation; the same key to repeat a request, also with another token of the account.",
          schema: { type: "string", pattern: "^[!-~]{1,255}$" },
        },
      },
      headers: {
        RateLimit: {
          description: "For each limit: requests left, and seconds until it resets.",
          schema: { type: "string" },
        },
        "RateLimit-Policy": {
          description: "For each limit: its quota, and the window in seconds.",
          schema: { type: "string" },
        },
        "X-Request-Id": {
          description: "The request, for support to find it in the log. Also `requestId` of a problem.",
          schema: { type: "string" },
        },
        "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } },
      },
      schemas: schemasOf(closed),
    },
  };
}
