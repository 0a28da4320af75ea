import "server-only";
import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { config } from "../config";
import texts from "../i18n/messages/en/api.json";
import { type Endpoint, endpointText, isOffered } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { exampleOf, examplesOfBody } from "./examples";
import { type Json, nameOf, schemasOf } from "./named-schemas";
import { PROBLEMS, type ProblemCode } from "./problem-codes";

/** What can come of every request, whatever its address. */
const ALWAYS = [
  ...(["bad-request", "no-token", "address-refused", "scope-missing"] as const),
  ...(["not-found", "method-not-allowed", "too-large", "too-many", "internal"] as const),
] satisfies ProblemCode[];

const refTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

const answered = (name: string, schemas: Record<string, Json>): Json => ({
  "application/json": { schema: refTo(name), example: exampleOf(refTo(name), schemas) },
});

function problemExample(code: ProblemCode, schemas: Record<string, Json>): Json {
  const { status, title } = PROBLEMS[code];
  const type = `${config().panelOrigin}/developers#${code}`;
  return { ...(exampleOf(refTo("Problem"), schemas, true) as Json), type, title, status, code };
}

/** Where a program goes on from an answer: to the operation, to what was made, to the next page. */
function linksOf({ name, method, status, path, query }: Endpoint): Json {
  const below = path.startsWith("/fleet") ? "getFleetOperation" : "getOperation";
  const links = {
    ...(status === 202 && { operation: { operationId: below, parameters: { id: "$response.body#/id" } } }),
    ...(status === 202 &&
      path.startsWith("/fleet") && {
        host: { operationId: "getFleetHost", parameters: { id: "$response.body#/hostId" } },
      }),
    ...(name === "createFleetCustomer" && {
      customer: { operationId: "getFleetCustomer", parameters: { customer: "$response.body#/customer" } },
    }),
    ...(name === "createWebhook" && {
      webhook: { operationId: "getWebhook", parameters: { id: "$response.body#/id" } },
    }),
    ...(method === "GET" &&
      "after" in query.shape && {
        next: {
          operationId: name,
          parameters: {
            after: "$response.body#/next",
            ...Object.fromEntries(
              [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => [part, `$request.path.${part}`]),
            ),
          },
        },
      }),
  };
  return Object.keys(links).length > 0 ? { links } : {};
}

const headers = {
  "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" },
  RateLimit: { $ref: "#/components/headers/RateLimit" },
  "RateLimit-Policy": { $ref: "#/components/headers/RateLimit-Policy" },
};

function problemsOf(codes: readonly ProblemCode[], schemas: Record<string, Json>): Json {
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
        content: {
          "application/problem+json": {
            schema: refTo("Problem"),
            examples: Object.fromEntries(
              each.map((code) => [code, { value: problemExample(code, schemas) }]),
            ),
          },
        },
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

const operationOf = (endpoint: Endpoint, schemas: Record<string, Json>): Json => ({
  operationId: endpoint.name,
  summary: texts.developers.endpoint[endpointText(endpoint.name)],
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
    ? {
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: refTo(nameOf(endpoint.body)),
              examples: examplesOfBody(nameOf(endpoint.body), schemas),
            },
          },
        },
      }
    : {}),
  responses: {
    [endpoint.status]: {
      description: DESCRIBED[endpoint.status],
      headers:
        // A sign-in link is good once, and for a person's browser.
        endpoint.status === 202 || (endpoint.status === 201 && endpoint.name !== "createSignInLink")
          ? {
              ...headers,
              Location: { description: "URL of what was made.", schema: { type: "string" } },
            }
          : headers,
      ...(endpoint.answer && { content: answered(nameOf(endpoint.answer), schemas) }),
      ...linksOf(endpoint),
    },
    ...(endpoint.already
      ? {
          200: {
            description: "The host already is so. Nothing was done and nothing written down.",
            headers,
            content: answered(nameOf(endpoint.already), schemas),
          },
        }
      : {}),
    ...problemsOf([...ALWAYS, ...endpoint.problems], schemas),
  },
});

const DESCRIBED: Record<Endpoint["status"], string> = {
  200: "OK.",
  201: "Created.",
  202: "The operation, in progress. Poll it until it has ended.",
  204: "Deleted.",
};

function pathsOf(schemas: Record<string, Json>): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint, schemas),
    };
  }
  return paths;
}

/** `/api/v1/openapi.json`. `closed`: with no field more than is described, for tests. */
export function apiDescription({ closed = false } = {}): Json {
  const { panelOrigin, provider } = config();
  const schemas = schemasOf(closed);
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
    paths: pathsOf(schemas),
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
      schemas,
    },
  };
}
