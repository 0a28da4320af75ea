import { ResponseCookies } from "next/dist/compiled/@edge-runtime/cookies";
import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The `Set-Cookie` lines of a panel at that address. */
async function cookieLines(url: string, allowHttp: string): Promise<string[]> {
  vi.stubEnv("PANEL_URL", url);
  vi.stubEnv("PANEL_ALLOW_HTTP", allowHttp);
  vi.resetModules();
  const cookies = await import("./session-cookie");
  const { localeCookie, themeCookie } = await import("../../i18n/preferences");
  const headers = new Headers();
  const jar = new ResponseCookies(headers);
  const { sessionCookie, deviceCookie, pendingCookie, leftCookie } = cookies;
  const all = [sessionCookie, deviceCookie, pendingCookie, leftCookie, localeCookie, themeCookie];
  for (const name of all) {
    jar.set(name(), "x", cookies.cookieOptions());
  }
  return headers.getSetCookie();
}

it.each([
  ["https://panel.example", "0"],
  ["https://panel.example", "1"],
  ["https://127.0.0.1:3000", "0"],
])("sets Secure cookies named __Host- at %s (PANEL_ALLOW_HTTP=%s)", async (url, allowHttp) => {
  for (const line of await cookieLines(url, allowHttp)) {
    expect(line).toMatch(/^__Host-panel\.\w+=x; Path=\/; Secure; HttpOnly; SameSite=lax$/);
  }
});

it.each([
  ["http://127.0.0.1:3000", "0"],
  ["http://localhost:3000", "0"],
  ["http://[::1]:3000", "0"],
  ["http://panel.example", "1"],
])("sets cookies that WebKit keeps over plain http at %s (PANEL_ALLOW_HTTP=%s)", async (url, allowHttp) => {
  for (const line of await cookieLines(url, allowHttp)) {
    expect(line).toMatch(/^panel\.\w+=x; Path=\/; HttpOnly; SameSite=lax$/);
  }
});
