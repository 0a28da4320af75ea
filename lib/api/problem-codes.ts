import type { ActionCode } from "../action-result";

interface ProblemKind {
  status: number;
  title: string;
}

/** Every way in which the API says no. The code stands in each problem document, and at the end of its `type`; what it means is told by the reference page. */
export const PROBLEMS = {
  "bad-request": {
    status: 400,
    title: "Invalid request",
  },
  "key-missing": {
    status: 400,
    title: "Idempotency-Key missing",
  },
  "no-token": {
    status: 401,
    title: "Invalid token",
  },
  "address-refused": {
    status: 403,
    title: "Address not allowed",
  },
  "origin-refused": { status: 403, title: "Origin not allowed" },
  "scope-missing": {
    status: 403,
    title: "Insufficient permission",
  },
  "prove-again": {
    status: 403,
    title: "Confirmation required",
  },
  "not-found": {
    status: 404,
    title: "Not found",
  },
  "method-not-allowed": { status: 405, title: "Method not allowed" },
  busy: {
    status: 409,
    title: "Another operation is in progress",
  },
  protected: { status: 409, title: "The host is protected" },
  exists: { status: 409, title: "Already exists" },
  "has-hosts": { status: 409, title: "The customer has hosts" },
  "account-unusable": { status: 409, title: "The account can't be used" },
  "too-large": { status: 413, title: "Content too large" },
  "not-json": { status: 415, title: "Unsupported media type" },
  invalid: {
    status: 422,
    title: "Invalid fields",
  },
  "not-listed": {
    status: 422,
    title: "Not in the list",
  },
  "key-reused": {
    status: 422,
    title: "Idempotency-Key already used",
  },
  "not-possible": {
    status: 422,
    title: "Not possible now",
  },
  refused: {
    status: 422,
    title: "Refused by the platform",
  },
  "too-many": {
    status: 429,
    title: "Too many requests",
  },
  internal: {
    status: 500,
    title: "Internal error",
  },
  unconfirmed: { status: 502, title: "Not confirmed" },
  "not-readable": {
    status: 502,
    title: "Unusable response from the platform",
  },
  "not-answering": {
    status: 503,
    title: "The platform is not responding",
  },
} as const satisfies Record<string, ProblemKind>;
export type ProblemCode = keyof typeof PROBLEMS;

/** What a form would have been answered with; those that no program can meet count as unforeseen. */
export const PROBLEM_OF: Record<ActionCode, ProblemCode> = {
  "wrong-origin": "internal",
  "signed-out": "no-token",
  "too-many": "too-many",
  invalid: "invalid",
  "not-found": "not-found",
  "not-allowed": "scope-missing",
  busy: "busy",
  "view-locked": "internal",
  "view-over": "internal",
  "not-possible": "not-possible",
  "form-used": "key-reused",
  "wrong-password": "internal",
  "weak-password": "invalid",
  "email-unusable": "internal",
  unconfirmed: "internal",
  "link-over": "internal",
  "wrong-code": "internal",
  "set-up-first": "internal",
  "prove-again": "prove-again",
  "sign-in-failed": "internal",
  "sign-in-wait": "internal",
  "not-confirmed": "invalid",
  "master-down": "not-answering",
  refused: "refused",
  internal: "internal",
};
