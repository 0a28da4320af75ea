import en from "../../../lib/i18n/messages/en/host-commands.json" with { type: "json" };
import zh from "../../../lib/i18n/messages/zh-CN/host-commands.json" with { type: "json" };
import type { CONSOLE_KINDS, CustomerKind } from "../../../lib/operations/command-rules";

export type ConsoleKind = (typeof CONSOLE_KINDS)[number];
export type Language = "en" | "zh";

/** The names of the buttons. Scripts rely on them, so they are written down here. */
export const KEYS = {
  en: {
    more: "More actions",
    restore: "Restore",
    delete: "Delete",
    mount: "Mount",
    eject: "Eject",
    remove: "Remove",
    domain: "Domain",
    inside: "Internal port",
    unbind: "Unbind",
    generate: "Generate",
    random: /^Random port/,
    endSession: "End session",
  },
  zh: {
    more: "更多操作",
    restore: "回滚",
    delete: "删除",
    mount: "挂载",
    eject: "弹出",
    remove: "删除",
    domain: "域名",
    inside: "内部端口",
    unbind: "解绑",
    generate: "生成",
    random: /^随机端口/,
    endSession: "结束会话",
  },
} as const;

const MESSAGES = { en: en.operations, zh: zh.operations };

/** What the panel says of a kind while it goes on, once it was done, was not, and when nobody knows. */
export function kindSays(language: Language, kind: CustomerKind, host: string) {
  const { ended, kind: kinds } = MESSAGES[language];
  const inProgress: Readonly<Record<string, string>> = MESSAGES[language]["in-progress"];
  const of = (end: "done" | "notDone" | "unconfirmed") =>
    ended[end].replace("{action}", kinds[kind]).replace("{name}", host);
  return {
    inProgress: inProgress[kind] ?? `${kinds[kind]}…`,
    done: of("done"),
    notDone: of("notDone"),
    unconfirmed: of("unconfirmed"),
  };
}

export type End = "done" | "refused" | "not-sent" | "unconfirmed";

const SENTENCES = {
  en: {
    refused: "Refused: “%”. Try again later or contact support.",
    notSent: "Nothing was sent, so nothing has changed. Try again in a moment.",
    unconfirmed: "It may have taken effect: check the host before you try again.",
    password: "Try signing in with the new password. If it fails, reset it again.",
  },
  zh: {
    refused: "被拒绝：“%”。请稍后重试，或联系客服。",
    notSent: "操作未发送，主机没有变化。请稍后再试。",
    unconfirmed: "操作可能已生效，请先查看主机再重试。",
    password: "请用新密码登录；如失败，请再次重置。",
  },
};

const SHORT: Record<Language, Record<End, string>> = {
  en: { done: "", refused: "Refused: “%”", "not-sent": "Not sent", unconfirmed: "Unconfirmed" },
  zh: { done: "", refused: "被拒绝：“%”", "not-sent": "未发送", unconfirmed: "未确认" },
};

/** What came of it, and what that means for the one who reads it. */
export function endSays(language: Language, end: End, kind: CustomerKind, host: string, refusal = "") {
  const { done, notDone, unconfirmed } = kindSays(language, kind, host);
  const says = SENTENCES[language];
  const [title, detail] = {
    done: [done, ""],
    refused: [notDone, says.refused],
    "not-sent": [notDone, says.notSent],
    unconfirmed: [unconfirmed, kind === "reset-password" ? says.password : says.unconfirmed],
  }[end];
  return { title: title ?? "", detail: (detail ?? "").replace("%", refusal) };
}

/** The same in a word or two; of what was done nothing is said. */
export const shortSays = (language: Language, end: End, refusal = ""): string =>
  SHORT[language][end].replace("%", refusal);

const CONSOLE: Record<Language, Record<ConsoleKind, Record<End, string>>> = {
  en: {
    "open-console": {
      done: "",
      refused: "Refused: “%”",
      "not-sent": "The platform isn’t responding, so nothing was sent.",
      unconfirmed: "The console didn’t grant access in time.",
    },
    "end-console": {
      done: "The session was ended.",
      refused: "Refused: “%”",
      "not-sent": "The platform isn’t responding, so nothing was sent.",
      unconfirmed: "It isn’t known yet whether the session has ended",
    },
  },
  zh: {
    "open-console": {
      done: "",
      refused: "被拒绝：“%”",
      "not-sent": "平台暂无响应，操作未发送。",
      unconfirmed: "远程控制台准备超时，请稍后重试",
    },
    "end-console": {
      done: "会话已结束",
      refused: "被拒绝：“%”",
      "not-sent": "平台暂无响应，操作未发送。",
      unconfirmed: "无法确认会话是否已结束",
    },
  },
};

/** What the console's window says after the click, or how that begins; nothing once the node's page is there. */
export const consoleSays = (language: Language, end: End, kind: ConsoleKind, refusal = ""): string =>
  CONSOLE[language][kind][end].replace("%", refusal);

const WAITS: Record<Language, { busy: string; other: string }> = {
  en: {
    busy: "Another operation is in progress on this host, so nothing was sent. Try again when it has finished.",
    other: "Unavailable until the current action finishes.",
  },
  zh: {
    busy: "此主机有其他操作正在进行，本次操作未发送。请等待其完成后再试。",
    other: "当前操作完成后可用。",
  },
};

/** Why buttons lie flat while an operation goes; `busy` is what the server answers to a second one. */
export const waitSays = (language: Language, what: "busy" | "other"): string => WAITS[language][what];
