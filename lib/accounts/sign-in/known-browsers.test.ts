import { expect, it } from "vitest";
import { useTestDatabase } from "../../db/testing";
import { createAccount } from "../create-account";
import { newToken } from "../secrets";
import { deviceCookie, encodeSession, sessionCookie } from "../sessions/session-cookie";
import { provesCaller, rememberBrowser } from "./known-browsers";

useTestDatabase();

const caller = { network: "203.0.113.0/24", address: "203.0.113.1" };
const proves = (...cookies: string[]) => provesCaller(cookies.join("; "), caller);

it("accepts a session that this panel made, and no other cookie value", async () => {
  const session = await encodeSession("00000000-0000-4000-8000-000000000000", "sid", 60);
  expect(await proves("theme=dark", `${sessionCookie()}=${session}`)).toBe(true);
  expect(await proves(`${sessionCookie()}=x`)).toBe(false);
  expect(await proves(`x${sessionCookie()}=${session}`)).toBe(false);
  expect(await proves(`${sessionCookie()}=${session.slice(0, -1)}`)).toBe(false);
});

it("accepts a browser that signed in before, and none that was only told to wait", async () => {
  const account = await createAccount({ username: "ann", email: "ann@example.com", role: "admin" });
  const device = newToken();
  expect(await proves(`${deviceCookie()}=${device}`)).toBe(false);
  await rememberBrowser(device, account.ok ? account.accountId : "", { userAgent: null, address: null });
  expect(await proves(`${deviceCookie()}=${device}`)).toBe(true);
  expect(await proves(`${deviceCookie()}=${newToken()}`)).toBe(false);
});
