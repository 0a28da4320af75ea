import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "../../db/connection";
import { notifications } from "../../db/notification-schema";
import { useTestDatabase } from "../../db/testing";
import { createAccount } from "../create-account";
import { newToken } from "../secrets";
import { ownersTold } from "../security-mail";
import { deviceCookie, encodeSession, sessionCookie } from "../sessions/session-cookie";
import { provesCaller, rememberBrowser } from "./known-browsers";

useTestDatabase();

const caller = { network: "203.0.113.0/24", address: "203.0.113.1" };
const proves = (...cookies: string[]) =>
  provesCaller({ cookie: cookies.join("; "), authorization: "" }, caller);

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

it("tells an account's owner of a browser that it was never used with, but of neither the first nor a known one", async () => {
  const made = await createAccount({ username: "bob", role: "admin" });
  const accountId = made.ok ? made.accountId : "";
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const told = async () => {
    await ownersTold();
    const rows = await database().select().from(notifications).where(eq(notifications.accountId, accountId));
    return rows.map(({ kind, data }) => [kind, data]);
  };
  const first = newToken();
  await rememberBrowser(first, accountId, { userAgent, address: "203.0.113.1" });
  await rememberBrowser(first, accountId, { userAgent, address: "203.0.113.2" });
  expect(await told()).toEqual([]);
  const second = newToken();
  await rememberBrowser(second, accountId, { userAgent, address: "203.0.113.3" });
  await rememberBrowser(second, accountId, { userAgent, address: "203.0.113.3" });
  expect(await told()).toEqual([
    ["new-browser", { browser: "Firefox", system: "Linux", address: "203.0.113.3" }],
  ]);
});
