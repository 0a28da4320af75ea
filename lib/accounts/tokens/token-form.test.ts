import { expect, it, vi } from "vitest";
import { readTokenForm } from "./token-form";

vi.stubEnv("TRUSTED_PROXIES", "0");

it("refuses a token that is bound to addresses where callers' addresses are unknown: it would never work", () => {
  const typed = { name: "backup", addresses: "", expiry: "never" };
  expect(readTokenForm(typed)).toMatchObject({ ok: true, asked: { addressRanges: [], expiresAt: null } });
  expect(readTokenForm({ ...typed, addresses: "203.0.113.9" })).toEqual({
    ok: false,
    fault: "addresses-unknown",
  });
});
