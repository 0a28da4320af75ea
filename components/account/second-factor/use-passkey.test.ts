import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { oneRound } from "./use-passkey";

vi.mock("@simplewebauthn/browser", () => ({
  startAuthentication: async () => ({ id: "x" }),
  startRegistration: async () => ({ id: "x" }),
}));
beforeEach(() => {
  vi.stubGlobal("window", {});
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const refusedUnread = () => Promise.reject(new Error("Too Many Requests: try again in 7 s\n"));
const question = async () => ({ ok: true, passkey: "{}" }) as const;
const limit = { ok: false, code: "too-many", waitSeconds: 7 };

it("tells the limit and its seconds, whichever of a passkey's two requests was refused unread", async () => {
  expect(await oneRound("use", { ask: refusedUnread, answer: question }, {})).toEqual(limit);
  expect(await oneRound("use", { ask: question, answer: refusedUnread }, {})).toEqual(limit);
});
