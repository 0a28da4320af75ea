import { expect, it, vi } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { useTestDatabase } from "@/lib/db/testing";
import { readChoices } from "@/lib/notifications/settings";
import { unsubscribeLinks, unsubscribeToken } from "@/lib/notifications/unsubscribe";
import { GET, POST } from "./route";

vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));

useTestDatabase();

const context = { params: Promise.resolve({}) };
/** As a mail program sends it: no cookie, no origin. */
const press = (link: string) =>
  POST(new Request(link, { method: "POST", body: "List-Unsubscribe=One-Click" }), context);

it("ends the mails of whom the token names by one POST, by no look, and by no other token", async () => {
  const email = "ann@example.net";
  const made = await createAccount({ username: "ann", role: "customer", userId: "10001", email });
  const accountId = made.ok ? made.accountId : "";
  const { program, person } = unsubscribeLinks(unsubscribeToken({ id: accountId, email }, new Date()));
  const isOff = async () => (await readChoices(accountId)).unsubscribed;
  const look = await GET(new Request(program), context);
  expect([look.status, look.headers.get("location")]).toEqual([303, person]);
  expect((await press(program.slice(0, -4))).status).toBe(404);
  expect((await press(program.split("?")[0] ?? "")).status).toBe(404);
  expect(await isOff()).toBe(false);
  expect((await press(program)).status).toBe(204);
  expect(await isOff()).toBe(true);
  expect((await press(program)).status).toBe(204);
});

it("is over its limit after some hundred tries, like all that is open to anybody", async () => {
  const link = unsubscribeLinks("x").program;
  const answers = await Promise.all(Array.from({ length: 230 }, () => press(link)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
});
