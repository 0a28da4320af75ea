import "server-only";
import { reference } from "../actions/refusal";
import { config } from "../config";
import type { BlockReason } from "../operations/block-reasons";
import { PROBLEMS, type ProblemCode } from "./problem-codes";

/** What a problem says beyond its kind; all of it may be shown to whoever asked. */
export interface ProblemMore {
  detail?: string;
  /** For `not-possible`: why, in the word that the panel uses. */
  reason?: BlockReason;
  /** What is wrong with which field of the body or of the address; `allowed`: the words that it may be. */
  errors?: { field: string; code: string; allowed?: string[] }[];
  /** The operation that it is about, or that is in the way. */
  operation?: unknown;
  /** For `exists`: what has the reference, the number or the name. */
  host?: string;
  customer?: string;
  /** Seconds. */
  retryAfter?: number;
  headers?: Record<string, string>;
}

/** How anything within the API says no; `handleApi` makes the answer of it. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly more: ProblemMore = {},
  ) {
    super(code);
    this.name = "Problem";
  }
}

/** The answer, by RFC 9457, with the request's id, by which support finds it in the log. */
export function problemAnswer(code: ProblemCode, more: ProblemMore = {}): Response {
  const { status, title } = PROBLEMS[code];
  const { headers, retryAfter, ...members } = more;
  return Response.json(
    {
      type: `${config().panelOrigin}/developers#${code}`,
      title,
      status,
      code,
      requestId: reference(),
      ...members,
    },
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
        ...headers,
      },
    },
  );
}
