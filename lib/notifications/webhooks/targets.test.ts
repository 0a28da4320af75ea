import { expect, it } from "vitest";
import type { Service } from "../kinds";
import { targetOf } from "./services";

const BOT = `123456:${"A".repeat(35)}`;
const typed = (service: Service, more: object = {}) =>
  targetOf({ service, url: "", secret: "", token: "", chat: "", ...more });

it.each([
  ["discord", "https://discord.com/api/webhooks/1/a-B"],
  ["slack", "https://hooks.slack.com/services/T1/B1/x1"],
  ["dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=1"],
  ["feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/1-a"],
  ["feishu", "https://open.larksuite.com/open-apis/bot/v2/hook/1-a"],
  ["wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1-a"],
  ["ntfy", "https://ntfy.sh/topic"],
] as const)("%s takes its own address and no other: %s", (service, url) => {
  expect(typed(service, { url: ` ${url} ` })).toMatchObject({ service, url: new URL(url) });
  const { host, pathname, search } = new URL(url);
  const others = [`https://127.0.0.1${pathname}${search}`, `http://${host}${pathname}${search}`];
  if (service !== "ntfy") {
    others.push(
      `https://${host}.example${pathname}${search}`,
      `https://${host}:8443${pathname}${search}`,
      `https://x@${host}${pathname}${search}`,
      `https://${host}/`,
      `https://evil.example/${url}`,
    );
  }
  for (const other of others) {
    expect(typed(service, { url: other }), other).toBe("channel-url");
  }
});

it("Telegram is called at its own address alone, with a token that can't lead elsewhere", () => {
  expect(typed("telegram", { token: BOT, chat: "@my_channel" })).toMatchObject({
    url: new URL(`https://api.telegram.org/bot${BOT}/sendMessage`),
    key: "@my_channel",
  });
  for (const token of ["", `${BOT}/../x`, `${BOT}@evil.example`, `${BOT}?x`]) {
    expect(typed("telegram", { token, chat: "1" })).toBe("telegram-chat");
  }
  expect(typed("telegram", { token: BOT, chat: "all of you" })).toBe("telegram-chat");
});
