import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { webhookDeliveries, webhooks } from "../../db/notification-schema";
import { accounts } from "../../db/schema";
import { useTestDatabase } from "../../db/testing";
import { log } from "../../log";
import { SERVICES, type Service } from "../kinds";
import { recordNotification } from "../record";
import { deliverDue, deliverTest } from "./deliver";
import { type Called, outside, useReceiver } from "./receiver.testing";
import { messengerCall } from "./services";
import { addTest, addWebhook, readWebhooks, resealWebhookSecrets } from "./webhooks";

useTestDatabase();

type Messenger = Exclude<Service, "webhook">;
interface StandIn {
  path: string;
  key: string | null;
  answer: (call: Omit<Called, "body"> & { body: string }) => Answered;
  /** To more than it takes, where that says for how long to wait: ten minutes here. */
  tooMany?: Answered;
}
interface Answered {
  status?: number;
  body: string;
}

const BOT = `123456:${"A".repeat(35)}`;
const hmac = (key: string, text: string) => createHmac("sha256", key).update(text).digest("base64");
const isLate = (seconds: number, most: number) => Math.abs(Date.now() / 1000 - seconds) > most;
const json = (body: unknown, status = 200): Answered => ({ status, body: JSON.stringify(body) });

/** The path of an address as each service shows it, the key that belongs to it, and the service as its documentation tells. */
const STAND_INS: Record<Messenger, StandIn> = {
  // https://core.telegram.org/bots/api#sendmessage
  telegram: {
    path: `/bot${BOT}/sendMessage`,
    key: "-1001234567890",
    answer: ({ body }) => {
      const { chat_id, text, parse_mode } = JSON.parse(body);
      return chat_id === "-1001234567890" && text.length <= 4096 && parse_mode === undefined
        ? json({ ok: true, result: {} })
        : json({ ok: false, error_code: 400, description: "Bad Request: chat not found" }, 400);
    },
    // https://core.telegram.org/bots/api#responseparameters
    tooMany: json({ ok: false, error_code: 429, parameters: { retry_after: 600 } }, 429),
  },
  // https://discord.com/developers/docs/resources/webhook#execute-webhook
  discord: {
    path: "/api/webhooks/1234567890/abc-DEF_1",
    key: null,
    answer: ({ body }) => {
      const { content, allowed_mentions } = JSON.parse(body);
      return content.length <= 2000 && allowed_mentions.parse.length === 0
        ? { status: 204, body: "" }
        : json({ code: 50_035, message: "Invalid Form Body" }, 400);
    },
  },
  // https://api.slack.com/messaging/webhooks
  slack: {
    path: "/services/T0001/B0001/abcDEF123",
    key: null,
    answer: ({ body }) =>
      typeof JSON.parse(body).text === "string" ? { body: "ok" } : { status: 400, body: "no_text" },
  },
  // https://open.dingtalk.com/document/robots/custom-robot-access
  dingtalk: {
    path: "/robot/send?access_token=0123abcd",
    key: "SECdingtalk",
    answer: ({ url, body }) => {
      const timestamp = url.searchParams.get("timestamp") ?? "";
      const { msgtype, text, at } = JSON.parse(body);
      return url.searchParams.get("sign") !== hmac("SECdingtalk", `${timestamp}\nSECdingtalk`) ||
        isLate(Number(timestamp) / 1000, 3600)
        ? json({ errcode: 310_000, errmsg: "sign not match" })
        : json(
            msgtype === "text" && text.content && at.isAtAll === false
              ? { errcode: 0, errmsg: "ok" }
              : { errcode: 40_035, errmsg: "bad parameter" },
          );
    },
    tooMany: json({ errcode: 130_101, errmsg: "send too fast, exceed 20 times per minute" }),
  },
  // https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
  feishu: {
    path: "/open-apis/bot/v2/hook/0123-abcd",
    key: "feishu-secret",
    answer: ({ body }) => {
      const { timestamp, sign, msg_type, content } = JSON.parse(body);
      return sign !== hmac(`${timestamp}\nfeishu-secret`, "") || isLate(Number(timestamp), 3600)
        ? json({ code: 19_021, msg: "sign match fail or timestamp is not within one hour" })
        : json(
            msg_type === "text" && content.text
              ? { code: 0, msg: "success", data: {} }
              : { code: 9499, msg: "Bad Request", data: {} },
          );
    },
  },
  // https://developer.work.weixin.qq.com/document/path/91770
  wecom: {
    path: "/cgi-bin/webhook/send?key=0123-abcd",
    key: null,
    answer: ({ url, body }) => {
      const { msgtype, text } = JSON.parse(body);
      return url.searchParams.get("key") === "0123-abcd" &&
        msgtype === "text" &&
        Buffer.byteLength(text.content) <= 2048 &&
        text.mentioned_list.length === 0
        ? json({ errcode: 0, errmsg: "ok" })
        : json({ errcode: 93_000, errmsg: "invalid webhook url" });
    },
  },
  // https://docs.ntfy.sh/publish/
  ntfy: {
    path: "/my-topic",
    key: "tk_abc123",
    answer: ({ headers, body }) =>
      headers.authorization === "Bearer tk_abc123" && Buffer.byteLength(body) <= 4096
        ? json({ id: "x", event: "message", topic: "my-topic", message: body })
        : json({ code: 40_301, http: 403, error: "forbidden" }, 403),
  },
};
const MESSENGERS = SERVICES.filter((one): one is Messenger => one !== "webhook");

let stand: Messenger;
let neverEnds = false;
let tooMany = false;
const { calls, base } = useReceiver((call, response) => {
  const { answer, tooMany: busy } = STAND_INS[stand];
  const { status = 200, body } = (tooMany && busy) || answer({ ...call, body: String(call.body) });
  if (neverEnds) {
    response.writeHead(200).write("{");
    return;
  }
  response.writeHead(status).end(body);
});

let accountId: string;
beforeEach(async () => {
  await database().delete(accounts);
  accountId = await newAccount("customer");
});

/** A messenger of the account's own; its id. */
async function added(service: Messenger, key = STAND_INS[service].key): Promise<string> {
  stand = service;
  const url = new URL(STAND_INS[service].path, base());
  expect(await addWebhook(accountId, { service, url, key }, ["password-changed"])).toMatchObject({
    secret: null,
  });
  return (await readWebhooks(accountId))[0]?.id ?? "";
}
const delivery = async () => (await database().select().from(webhookDeliveries))[0];

it.each(MESSENGERS)("%s is told as its documentation says, in both languages", async (service) => {
  await added(service);
  for (const [locale, text] of [
    ["en", "Your password was changed."],
    ["zh-CN", "您的密码已更改。"],
  ] as const) {
    await database().update(accounts).set({ locale }).where(eq(accounts.id, accountId));
    await recordNotification({ accountId }, { kind: "password-changed", key: locale, data: {} });
    expect(await deliverDue(new Date(Date.now() + 100), outside())).toBe(1);
    expect(String(calls.at(-1)?.body)).toContain(text);
  }
  const rows = await database().select().from(webhookDeliveries);
  expect(rows.map(({ status }) => status)).toEqual(["delivered", "delivered"]);
});

it.each(["dingtalk", "feishu", "wecom", "telegram", "ntfy"] as const)(
  "%s that refuses a test is told as failed, with the reason",
  async (service) => {
    const id = await added(service, "wrong");
    // 企业微信 has no key of its own.
    if (service === "wecom") stand = "dingtalk";
    await deliverTest((await addTest(accountId, id)) ?? "", outside());
    const says200 = ["dingtalk", "feishu", "wecom"].includes(service);
    expect(await delivery()).toMatchObject({
      status: "failed",
      lastFault: says200 ? "error-code" : "refused",
    });
  },
);

it.each(["telegram", "dingtalk"] as const)("%s is left alone for as long as it says", async (service) => {
  await added(service);
  tooMany = true;
  await recordNotification({ accountId }, { kind: "password-changed", key: "1", data: {} });
  await deliverDue(new Date(Date.now() + 100), outside());
  tooMany = false;
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  expect(await deliverDue(at(9), outside())).toBe(0);
  expect(await deliverDue(at(11), outside())).toBe(1);
  expect(await delivery()).toMatchObject({ status: "delivered", attempts: 2 });
});

it("an answer that never ends is given up after the limit", async () => {
  const id = await added("dingtalk");
  neverEnds = true;
  await deliverTest((await addTest(accountId, id)) ?? "", outside({ limitMs: 300 }));
  neverEnds = false;
  expect(await delivery()).toMatchObject({ status: "failed", lastFault: "timeout" });
});

it.each(MESSENGERS)("the address and the key of %s are in no row, view or log line", async (service) => {
  const lines = vi.spyOn(log, "info");
  const id = await added(service, service === "wecom" ? null : "wrong-key-0815");
  stand = "ntfy";
  await deliverTest((await addTest(accountId, id)) ?? "", outside());
  await resealWebhookSecrets();
  const rows = await database().select().from(webhooks);
  const said = JSON.stringify([rows, await readWebhooks(accountId), lines.mock.calls]);
  for (const hidden of [STAND_INS[service].path, "wrong-key-0815", BOT, "0123"]) {
    expect(said).not.toContain(hidden);
  }
  expect(rows[0]?.url).toBe(base());
  expect(lines.mock.calls[0]?.[0]).toMatchObject({ service, fault: expect.any(String) });
  lines.mockRestore();
});

it("a host's name calls nobody and makes no mark-up", () => {
  const text = `P: @everyone <!channel> <at user_id="all"></at> <@all>\n*x* [a](https://b.example) ${"机".repeat(900)}`;
  for (const service of MESSENGERS) {
    const { path, key } = STAND_INS[service];
    const { body } = messengerCall(service, { url: `https://x.example${path}`, key }, text, new Date());
    const parsed = service === "ntfy" ? body : JSON.parse(String(body));
    const said: string =
      parsed.content?.text ?? parsed.text?.content ?? parsed.content ?? parsed.text ?? parsed;
    const read = { slack: /<!channel>/, feishu: /<at /, wecom: /<@all>/, discord: /(?<!\\)[*[<]/ };
    expect(said).not.toMatch(/@(everyone|all)|\n/);
    expect(said).not.toMatch((read as Partial<Record<Messenger, RegExp>>)[service] ?? /\n/);
    expect(Buffer.byteLength(said)).toBeLessThanOrEqual(2048);
    if (service === "discord") {
      expect(said).toContain("\\*x\\* \\[a\\]\\(https");
    }
  }
});
