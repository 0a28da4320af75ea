import { ResponseCookies } from "next/dist/compiled/@edge-runtime/cookies";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { ssoCookie } from "@/lib/accounts/sign-in/sso";
import { useTestDatabase } from "@/lib/db/testing";
import { continueBySso } from "./continue/actions";
import { POST } from "./route";

useTestDatabase();

const answer = vi.hoisted(() => {
  vi.stubEnv("PANEL_URL", "https://panel.example");
  return { headers: new Headers() };
});
vi.mock("next/headers", () => ({
  cookies: async () => new ResponseCookies(answer.headers),
  headers: async () => new Headers({ origin: "https://panel.example", "next-action": "x" }),
}));

afterAll(() => vi.unstubAllEnvs());
beforeEach(() => {
  answer.headers = new Headers();
});

/** A browser takes no `__Host-` cookie without `Secure`, not even one that takes it back: the old one would stay. */
const takenBack = () => {
  const set = answer.headers.getSetCookie().find((line) => line.startsWith(`${ssoCookie()}=`)) ?? "";
  return { isEmpty: set.startsWith(`${ssoCookie()}=;`), isSecure: set.includes("; Secure") };
};

test("a ticket that is none takes back what an earlier one left in the browser", async () => {
  const request = new Request("https://panel.example/sso", { method: "POST", body: "token=none" });
  await POST(request, { params: Promise.resolve({}) });
  expect(takenBack()).toEqual({ isEmpty: true, isSecure: true });
});

test("what was continued, or can't be, is taken back", async () => {
  const form = new FormData();
  form.set("account", crypto.randomUUID());
  expect(await continueBySso(null, form)).toMatchObject({ ok: false, code: "link-over" });
  expect(takenBack()).toEqual({ isEmpty: true, isSecure: true });
});
