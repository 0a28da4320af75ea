import { expect } from "vitest";
import type { Role } from "../../accounts/sessions/viewer";
import { newAccount as accountOf, newSession } from "../../accounts/testing/new-account";
import { makeToken, type NewToken } from "../../accounts/tokens/tokens";
import { database } from "../../db/connection";
import { rateLimits } from "../../db/sign-in-schema";
import { apiRoute } from "../handle-api";
import { describedAnswers } from "./described";

let described: ReturnType<typeof describedAnswers> | null = null;

export interface ProgramAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects.
  body: any;
  headers: Headers;
}

export interface ProgramRequest {
  token?: string | null;
  method?: string;
  json?: unknown;
  /** The text of the body, where it is no JSON of ours. */
  text?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

/** One request as a program sends it. Whatever the answer is, it must be as the description says. */
export async function program(path: string, asked: ProgramRequest = {}): Promise<ProgramAnswer> {
  const { token = null, json, text, headers = {} } = asked;
  const body = json === undefined ? text : JSON.stringify(json);
  const method = asked.method ?? (body === undefined ? "GET" : "POST");
  const request = new Request(`http://127.0.0.1:3000/api/v1${path}`, {
    method,
    body,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined
        ? {}
        : { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }),
      ...headers,
    },
  });
  const answer = await apiRoute(request, { params: Promise.resolve({}) });
  const given = { status: answer.status, headers: answer.headers, text: await answer.text() };
  if (answer.status === 204) {
    return { status: 204, headers: answer.headers, body: null };
  }
  described ??= describedAnswers();
  expect(described.faultsOf(method, path.split("?")[0] ?? "", given), given.text.slice(0, 600)).toEqual([]);
  return { status: given.status, headers: given.headers, body: JSON.parse(given.text) };
}

export const ask = (path: string, kind: string, fields: object = {}, more: ProgramRequest = {}) =>
  program(path, { ...more, json: { kind, ...fields } });

export const newAccount = (role: Role, userId?: string): Promise<string> =>
  accountOf(role, userId === undefined ? {} : { userId });

/** A session, as who makes a token has one. */
export const signedIn = async (accountId: string) => ({
  accountId,
  sessionId: (await newSession(accountId)).sessionId,
});

export async function newTokenOf(accountId: string, more: Partial<NewToken> = {}): Promise<string> {
  const asked = {
    name: "test",
    scope: "manage",
    tenancyIds: null,
    addressRanges: [],
    expiresAt: null,
    ...more,
  };
  const made = await makeToken(await signedIn(accountId), asked as NewToken);
  if (typeof made === "string") {
    throw new Error(made);
  }
  return made.token;
}

/** So that no test runs into another's limits. */
export const freeLimits = () => database().delete(rateLimits);
