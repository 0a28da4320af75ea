import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import type { Service } from "../kinds";
import { isOutside } from "./outside-lookup";
import type { Call } from "./post";

const LONGEST_URL = 500;
/** In characters: fits each service whatever is escaped (企业微信 takes the least, 2,048 bytes). */
const LONGEST_TEXT = 450;

/** Who is called. `key` signs (钉钉, 飞书), lets in (ntfy) or names the chat (Telegram). */
export interface CallTarget {
  service: Service;
  url: URL;
  key: string | null;
}

/** What was typed; a service reads what it has and leaves the rest. */
export interface TypedTarget {
  service: Service;
  url: string;
  secret: string;
  token: string;
  chat: string;
}

/** Null for what is never called: anything but https, with a name or password in it, or an address that is an inside one. */
export function webhookUrl(text: string, longest = LONGEST_URL): URL | null {
  const url = text.length <= longest && URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" || url.username || url.password || url.hash) {
    return null;
  }
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(literal) !== 0 && !isOutside(literal) ? null : url;
}

/** The services whose addresses begin alike, and which of their parameters holds the token. */
const FIXED: Partial<Record<Service, { hosts: string[]; path: RegExp; param?: string }>> = {
  discord: { hosts: ["discord.com", "discordapp.com"], path: /^\/api\/webhooks\/\d+\/[\w-]+$/ },
  slack: { hosts: ["hooks.slack.com"], path: /^\/services\/\w+\/\w+\/\w+$/ },
  dingtalk: { hosts: ["oapi.dingtalk.com"], path: /^\/robot\/send$/, param: "access_token" },
  feishu: {
    hosts: ["open.feishu.cn", "open.larksuite.com"],
    path: /^\/open-apis\/bot\/v2\/hook\/[\w-]+$/,
  },
  wecom: { hosts: ["qyapi.weixin.qq.com"], path: /^\/cgi-bin\/webhook\/send$/, param: "key" },
};
const TOPIC = /\/[\w-]{1,64}$/;

/** Where to call, or why not: a message key of `faults.webhooks`. */
export function targetOf(typed: TypedTarget): CallTarget | "webhook-url" | "channel-url" | "telegram-chat" {
  const { service } = typed;
  const [text, secret, token, chat] = [typed.url, typed.secret, typed.token, typed.chat].map((one) =>
    one.trim(),
  ) as [string, string, string, string];
  if (service === "telegram") {
    return /^\d{5,15}:[\w-]{30,60}$/.test(token) && /^(-?\d{1,20}|@\w{4,32})$/.test(chat)
      ? { service, url: new URL(`https://api.telegram.org/bot${token}/sendMessage`), key: chat }
      : "telegram-chat";
  }
  const url = webhookUrl(text);
  if (service === "webhook") {
    return url ? { service, url, key: null } : "webhook-url";
  }
  if (service === "ntfy") {
    const isKey = token === "" || /^[\w-]+$/.test(token);
    return url && isKey && TOPIC.test(url.pathname) && url.search === ""
      ? { service, url, key: token || null }
      : "channel-url";
  }
  const fixed = FIXED[service];
  const isTheirs =
    url &&
    fixed?.hosts.includes(url.host) &&
    fixed.path.test(url.pathname) &&
    (!fixed.param || url.searchParams.get(fixed.param));
  return isTheirs ? { service, url, key: secret || null } : "channel-url";
}

const hmac = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("base64");

/** Nothing for what is no JSON object. */
function jsonOf(answer: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(answer));
  } catch {
    return {};
  }
}

/** The answer of a service that says 200 to all: its code must be 0. */
const isZero =
  (field: string) =>
  (answer: string): boolean =>
    jsonOf(answer)[field] === 0;

interface Message extends Pick<Partial<Call>, "headers" | "isTaken" | "waitOf"> {
  /** JSON, or a text as it is. */
  body: unknown;
  query?: { timestamp: string; sign: string };
}

/** How each service is told, after its documentation; lib/notifications/webhooks/services.test.ts names it. */
const FORMATS: Record<
  Exclude<Service, "webhook">,
  (text: string, key: string | null, at: Date) => Message
> = {
  telegram: (text, chat) => ({
    body: { chat_id: chat, text, link_preview_options: { is_disabled: true } },
    waitOf: (answer) => Number(Object(jsonOf(answer).parameters).retry_after) || 0,
  }),
  discord: (text) => ({
    body: {
      content: text.replace(/[\\*_~`|>#[\]()<]/g, "\\$&"),
      allowed_mentions: { parse: [] },
      // SUPPRESS_EMBEDS
      flags: 4,
    },
  }),
  slack: (text) => ({
    body: {
      text: text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"),
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    },
  }),
  dingtalk: (text, secret, at) => {
    const timestamp = String(at.getTime());
    return {
      body: {
        msgtype: "text",
        text: { content: text },
        at: { isAtAll: false, atMobiles: [], atUserIds: [] },
      },
      query: secret === null ? undefined : { timestamp, sign: hmac(secret, `${timestamp}\n${secret}`) },
      isTaken: isZero("errcode"),
      // More than 20 in a minute: its documentation has nothing taken for 10 minutes then.
      waitOf: (answer) => (jsonOf(answer).errcode === 130_101 ? 600 : 0),
    };
  },
  feishu: (text, secret, at) => {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    return {
      body: {
        msg_type: "text",
        // It reads `<at …>` in a text.
        content: { text: text.replace(/</g, "＜") },
        ...(secret === null ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, "") }),
      },
      isTaken: isZero("code"),
    };
  },
  wecom: (text) => ({
    body: { msgtype: "text", text: { content: text, mentioned_list: [], mentioned_mobile_list: [] } },
    isTaken: isZero("errcode"),
  }),
  ntfy: (text, token) => ({
    body: text,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
  }),
};

/**
 * The call that tells people in a messenger. `text` may hold a host's name, which is a stranger's: one line, no mark-up, and an
 * @ that names nobody.
 */
export function messengerCall(
  service: string,
  { url, key }: { url: string; key: string | null },
  text: string,
  at: Date,
): Call {
  const line = Array.from(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " "))
    .slice(0, LONGEST_TEXT)
    .join("")
    .replace(/@/g, "@\u2060");
  const { body, query, headers = {}, ...reads } = FORMATS[service as keyof typeof FORMATS](line, key, at);
  const to = new URL(url);
  for (const [name, value] of Object.entries(query ?? {})) {
    to.searchParams.set(name, value);
  }
  return { url: to, body: typeof body === "string" ? body : JSON.stringify(body), headers, ...reads };
}
