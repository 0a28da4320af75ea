import { createHash } from "node:crypto";
import { newTokenText } from "../../lib/accounts/tokens/token-text";
import { answersAsIn } from "../../lib/api/testing/answers";
import { inDatabase } from "./panel-rows";
import type { World } from "./world";

/** One address of the API, as the panel describes it. */
export interface DescribedAddress {
  method: string;
  /** Below `/api/v1`, such as `/hosts/{id}`. */
  path: string;
  forProvider: boolean;
  /** What can be asked there; none of a read. */
  kinds: string[];
}

interface Description {
  paths: Record<
    string,
    Record<
      string,
      { tags: string[]; requestBody?: { content: Record<string, { schema: { $ref: string } }> } }
    >
  >;
  components: { schemas: Record<string, { discriminator?: { mapping: Record<string, string> } }> };
}

/** All addresses and kinds that there are: the description is made from what answers the requests. */
export async function describedAddresses(url: string): Promise<DescribedAddress[]> {
  const { paths, components } = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as Description;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { tags, requestBody }]) => {
      const body = requestBody?.content["application/json"]?.schema.$ref.split("/").at(-1) ?? "";
      const kinds = Object.keys(components.schemas[body]?.discriminator?.mapping ?? {});
      return { method: method.toUpperCase(), path, forProvider: tags.includes("provider"), kinds };
    }),
  );
}

export interface TokenBounds {
  scope: "read" | "power" | "manage" | "provider";
  /** Ids of hosts that are some customer's now; all where left out. */
  hosts?: string[];
  addressRanges?: string[];
}

/** A token of that account, as its form makes one, which takes a person's proof each time. */
export async function tokenOf(
  world: World,
  username: string,
  { scope, hosts, addressRanges = [] }: TokenBounds,
) {
  const token = newTokenText();
  const made = await inDatabase(
    world,
    `insert into api_tokens (token_hash, has_checksum, ending, account_id, name, scope, address_ranges, tenancy_ids)
     select $1, true, $2, a.id, 'test', $3, $4, case when $5::text[] is not null then
       (select array_agg(t.id) from tenancies t where t.vm_id = any ($5) and t.until is null) end
     from accounts a where a.username = $6 returning id, tenancy_ids`,
    [
      createHash("sha256").update(token).digest("hex"),
      token.slice(-4),
      scope,
      addressRanges,
      hosts ?? null,
      username,
    ],
  );
  if (made.length !== 1 || (hosts && made[0]?.tenancy_ids?.length !== hosts.length)) {
    throw new Error(`no token for ${username}: ${JSON.stringify(made)}`);
  }
  return token;
}

const described = new Map<string, ReturnType<typeof asDescribed>>();

/** By the description that this panel gives; read once, since it is limited as well. */
async function asDescribed(url: string) {
  return answersAsIn(
    closed(await (await fetch(`${url}/api/v1/openapi.json`)).json()) as Record<string, unknown>,
  );
}

/** With no field more than is described: programs have to leave such alone, a test has not. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (typeof schema !== "object" || schema === null) {
    return schema;
  }
  const inside = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return inside.type === "object" && inside.properties ? { additionalProperties: false, ...inside } : inside;
}

/** One request with that token; a body makes it a POST. Whatever the answer is, it must be as the description says. */
export async function asProgram(
  world: World,
  token: string | null,
  path: string,
  body?: object | string,
  headers: Record<string, string> = {},
) {
  const method = body === undefined ? "GET" : "POST";
  const answer = await fetch(`${world.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined
        ? {}
        : { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }),
      ...headers,
    },
    body: typeof body === "object" ? JSON.stringify(body) : body,
  });
  const text = await answer.text();
  const given = { status: answer.status, headers: answer.headers, text };
  const known = described.get(world.url) ?? asDescribed(world.url);
  described.set(world.url, known);
  const faults = (await known).faultsOf(method, path.split("?")[0] ?? "", given);
  // What is too large is refused before it is read, and has no limits (docs/api.md).
  const wrong = faults.filter((fault) => answer.status !== 413 || !fault.endsWith(" is missing"));
  if (wrong.length > 0) {
    throw new Error(`${method} ${path} is not as described: ${wrong.join("; ")}\n${text.slice(0, 600)}`);
  }
  return {
    status: answer.status,
    headers: answer.headers,
    // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects.
    body: JSON.parse(text) as any,
  };
}
