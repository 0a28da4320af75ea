import { createECDH } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, expect, it, vi } from "vitest";
import { notePresence } from "@/lib/accounts/second-factor/proof";
import { pushCookie } from "@/lib/accounts/sessions/session-cookie";
import { form, newRequest, request, signInAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { webhooks } from "@/lib/db/notification-schema";
import { accounts, sessions } from "@/lib/db/schema";
import { auditEvents } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { readChoices } from "@/lib/notifications/settings";
import { allowPush, dropWebhook, makeWebhook, saveNotificationChoices } from "./actions";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next-intl/server", () => ({ getLocale: async () => "en" }));
useTestDatabase();
useSimulatedMaster();
// Mails can be sent, though none is here.
beforeAll(() => {
  vi.stubEnv("SMTP_URL", "smtp://127.0.0.1:1");
});

const ann = () => signInAs("customer");

it("a webhook is made by nobody who has not shown lately that it is them", async () => {
  const { sessionId } = await ann();
  // Long after the sign-in.
  await database()
    .update(sessions)
    .set({ createdAt: new Date(0) })
    .where(eq(sessions.id, sessionId));
  const wanted = () => form({ url: "https://hooks.example/", "hook-traffic": "1" });
  expect(await makeWebhook(null, wanted())).toMatchObject({ ok: false, code: "prove-again" });
  expect(await database().$count(webhooks)).toBe(0);
  await notePresence(sessionId);
  newRequest();
  expect(await makeWebhook(null, wanted())).toMatchObject({ ok: true });
  expect(await database().$count(webhooks)).toBe(1);
});

it("the audit names a messenger by its service, and holds neither its address nor its token", async () => {
  const { accountId } = await ann();
  const token = `123456:${"A".repeat(35)}`;
  const made = await makeWebhook(null, form({ service: "telegram", token, chat: "7", "hook-traffic": "1" }));
  expect(made).toMatchObject({ ok: true, secret: null });
  const [row] = await database().select().from(webhooks).where(eq(webhooks.service, "telegram"));
  newRequest();
  expect(await dropWebhook(null, form({ webhook: row?.id ?? "" }))).toMatchObject({ ok: true });
  const events = await database().select().from(auditEvents);
  const ofIt = events.filter(
    (event) => /^webhook-/.test(event.action) && JSON.stringify(event).includes(accountId),
  );
  expect(ofIt.map(({ action, subject }) => [action, subject])).toEqual([
    ["webhook-made", "telegram"],
    ["webhook-removed", "telegram"],
  ]);
  expect(JSON.stringify([events, row])).not.toContain(token);
});

it("a browser is told from one press on, by one row however often it is pressed, and its cookie says which", async () => {
  const { accountId, sessionId } = await ann();
  const pressed = async () => {
    newRequest();
    const browser = createECDH("prime256v1");
    const p256dh = browser.generateKeys("base64url");
    const fields = { endpoint: "https://push.example/secret-0815", p256dh, auth: "A".repeat(22) };
    expect(await allowPush(null, form(fields))).toMatchObject({ ok: true });
    return request.cookies.get(pushCookie());
  };
  const [first, second] = [await pressed(), await pressed()];
  expect(first).not.toBe(second);
  const rows = await database().select().from(webhooks).where(eq(webhooks.accountId, accountId));
  expect(rows).toMatchObject([{ id: second, service: "push", sessionId, url: "https://push.example" }]);
  const events = JSON.stringify(await database().select().from(auditEvents));
  expect(events).toContain('"subject":"push"');
  expect(events).not.toContain("secret-0815");
  newRequest();
  expect(
    await allowPush(null, form({ endpoint: "https://10.0.0.1/", p256dh: "x", auth: "y" })),
  ).toMatchObject({ ok: false, code: "invalid" });
});

it("choices of mails stay while an account has no address, whose boxes are off", async () => {
  const { accountId } = await ann();
  const mailed = async () => (await readChoices(accountId)).ways.get("host-up")?.mail;
  const save = (fields: Record<string, string>) => {
    newRequest();
    return saveNotificationChoices(null, form({ choices: "1", ...fields }));
  };
  expect(await save({ "bell-traffic": "1" })).toMatchObject({ ok: true });
  expect(await mailed()).toBe(true);
  const email = `${accountId}@example.net`;
  await database().update(accounts).set({ email, emailKey: email }).where(eq(accounts.id, accountId));
  expect(await save({ "bell-traffic": "1" })).toMatchObject({ ok: true });
  expect(await mailed()).toBe(false);
});
