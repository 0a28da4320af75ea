import "server-only";
import { z } from "zod";
import type { ProvenToken } from "../accounts/tokens/prove-token";
import { covers, isFleetScope, type NeededScope } from "../accounts/tokens/token-scopes";
import texts from "../i18n/messages/en/api.json";
import { errorsOf } from "./parse";
import { Problem } from "./problem";
import type { ProblemCode } from "./problem-codes";

export interface ApiAsked<Q> {
  request: Request;
  token: ProvenToken;
  /** What the `{…}` of the path stand for. */
  params: Readonly<Record<string, string>>;
  query: Q;
  /** The body; null for a GET. */
  body: unknown;
}

/** `status`: where it isn't the endpoint's usual one. */
export interface Answered {
  status?: 200;
  body: unknown;
  headers?: Record<string, string>;
}

type EndpointText = keyof (typeof texts)["developers"]["endpoint"];
type ForProvider<Deed extends string> = EndpointText extends infer Text
  ? Text extends `${Deed}${infer Of}`
    ? `${Deed}Fleet${Of}`
    : never
  : never;
type OfHost = "listHostAlarms" | `${"create" | "change" | "delete"}HostAlarm`;
type EndpointName = EndpointText | OfHost | ForProvider<"ask"> | ForProvider<"get"> | ForProvider<"list">;

/** The provider's endpoint is for the same as the customers', and one host's as that of all, where it has no text of its own. */
export const endpointText = (name: EndpointName): EndpointText =>
  (name in texts.developers.endpoint ? name : name.replace(/Fleet|Host(?=Alarm)/, "")) as EndpointText;

/** One address of the API: all that the router, the description and the reference page know of it. */
export interface Endpoint {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/v1`, such as `/hosts/{id}`. */
  path: string;
  /** Unique: the name of a generated client's function, and of what it is for in the messages. */
  name: EndpointName;
  /** The least that a token needs; a POST of an operation asks for more by the kind. `any`: every token may; `fleet`: every one of the provider's. */
  needs: NeededScope | "any" | "fleet";
  /** A POST that may be sent twice without its key. */
  keyless?: true;
  query: z.ZodObject;
  /** Of the body; null for a GET. */
  body: z.ZodType | null;
  /** Status of the answer, and its schema. */
  status: 200 | 201 | 202 | 204;
  /** Null for a 204. */
  answer: z.ZodType | null;
  /** Of a 202: what a 200 answers where nothing had to be done. */
  already?: z.ZodType;
  /** Problems beside those that every address knows. */
  problems: readonly ProblemCode[];
  handle(asked: ApiAsked<never>): Promise<Answered>;
}

type Made<Q extends z.ZodObject> = Omit<
  Endpoint,
  "query" | "handle" | "answer" | "body" | "status" | "problems"
> & {
  query: Q;
  problems?: readonly ProblemCode[];
};

/** A GET. What `handle` gives is what the schema says. */
export const reads = <Q extends z.ZodObject, A extends z.ZodType>(
  spec: Omit<Made<Q>, "method"> & {
    answer: A;
    handle(asked: ApiAsked<z.output<Q>>): Promise<z.output<A>>;
  },
): Endpoint => ({
  ...spec,
  method: "GET",
  status: 200,
  body: null,
  problems: spec.problems ?? [],
  handle: async (asked) => ({ body: await spec.handle(asked) }),
});

/** A change. What was sent is parsed by the schema before `handle` has it as `input`. */
export const writes = <B extends z.ZodType, A extends z.ZodType>(
  spec: Omit<Endpoint, "query" | "handle" | "answer" | "body"> & {
    body: B;
    answer: A;
    handle(asked: ApiAsked<unknown> & { input: z.output<B> }): Promise<Answered & { body: z.output<A> }>;
  },
): Endpoint => ({
  ...spec,
  query: z.strictObject({}),
  handle: async (asked) => {
    const parsed = spec.body.safeParse(asked.body);
    if (!parsed.success) {
      throw new Problem("invalid", { errors: errorsOf(parsed.error) });
    }
    return spec.handle({ ...asked, input: parsed.data });
  },
});

/** Whose tokens know the address: customers', the provider's, or both. */
export const isOffered = ({ needs }: Pick<Endpoint, "needs">, scope: string): boolean =>
  needs === "any" || (needs === "fleet" || isFleetScope(needs)) === (scope === "provider");

/** Whether a token that knows the address may use it. */
export const mayUse = (token: Parameters<typeof covers>[0], { needs }: Pick<Endpoint, "needs">): boolean =>
  needs === "any" || (needs === "fleet" ? token.scope === "provider" : covers(token, needs));
