import "server-only";
import { config } from "../config";
import type { ProblemCode } from "./problem-codes";
import { PROBLEMS } from "./problem-codes";

/** What a problem says beyond its kind; all of it may be shown to whoever asked. */
export interface ProblemMore {
  detail?: string;
  /** For `not-possible`: why, in the word that the panel uses. */
  reason?: string;
  /** For `invalid`: what is wrong with which field of the body or of the address. */
  errors?: { field: string; code: string }[];
  /** The operation that it is about, or that is in the way. */
  operation?: unknown;
  /** The request's id, for support to find it in the log. */
  requestId?: string;
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

/** The answer, by RFC 9457. */
export function problemAnswer(code: ProblemCode, more: ProblemMore = {}): Response {
  const { status, title } = PROBLEMS[code];
  const { headers, retryAfter, ...members } = more;
  return Response.json(
    { type: `${config().panelOrigin}/developers#${code}`, title, status, code, ...members },
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
