import type { Limit } from "../accounts/rate-limit";

/** One limit of a request and how much of it is left. */
export interface Counted {
  policy: string;
  limit: Pick<Limit, "points" | "seconds">;
  remaining: number;
  resetSeconds: number;
}

/**
 * `RateLimit-Policy` and `RateLimit` by the IETF draft (draft-ietf-httpapi-ratelimit-headers): each policy by its name, with
 * its quota and window, what remains of it, and in how many seconds it begins anew. None where nothing was counted.
 */
export const rateHeaders = (counted: readonly Counted[]): Record<string, string> =>
  counted.length === 0
    ? {}
    : {
        "ratelimit-policy": counted
          .map(({ policy, limit }) => `"${policy}";q=${limit.points};w=${limit.seconds}`)
          .join(", "),
        ratelimit: counted
          .map(({ policy, remaining, resetSeconds }) => `"${policy}";r=${remaining};t=${resetSeconds}`)
          .join(", "),
      };
