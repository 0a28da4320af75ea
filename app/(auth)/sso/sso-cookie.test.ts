import { ResponseCookies } from "next/dist/compiled/@edge-runtime/cookies";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { ssoCookie } from "@/lib/accounts/sign-in/sso";
import { useTestDatabase } from "@/lib/db/testing";
import { GET as openLink } from "./[code]/route";
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

test("a link's code goes into the cookie and leads on without it, however often it is opened", async () => {
  const code = "A".repeat(32);
  for (let n = 0; n < 2; n += 1) {
    const request = new Request(`https://panel.example/sso/${code}?next=%2Fhosts%2F101`);
    const opened = await openLink(request, { params: Promise.resolve({ code }) });
    expect([opened.status, opened.headers.get("location")]).toEqual([
      303,
      "https://panel.example/sso/continue?next=%2Fhosts%2F101",
    ]);
    expect(opened.headers.get("cache-control")).toBe("no-store");
    expect(opened.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.getSetCookie().join()).toContain(`${ssoCookie()}=${code};`);
  }
  const none = new Request("https://panel.example/sso/x");
  await openLink(none, { params: Promise.resolve({ code: "x" }) });
  expect(takenBack()).toEqual({ isEmpty: true, isSecure: true });
});
