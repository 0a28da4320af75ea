import en from "../../../lib/i18n/messages/en/host-commands.json" with { type: "json" };
import zh from "../../../lib/i18n/messages/zh-CN/host-commands.json" with { type: "json" };
import type { CONSOLE_KINDS, CustomerKind } from "../../../lib/operations/command-rules";

export type ConsoleKind = (typeof CONSOLE_KINDS)[number];
export type Language = "en" | "zh";

/** The names of the buttons. Scripts rely on them, so they are written down here. */
export const KEYS = {
  en: {
    force: "Force",
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
    force: "强制",
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
  const { ended, "in-progress": inProgress } = MESSAGES[language];
  const of = (end: "done" | "notDone" | "unconfirmed") => ended[end][kind].replaceAll("{name}", host);
  return {
    inProgress: inProgress[kind],
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
    unconfirmed:
      "The result couldn’t be confirmed. The operation may have taken effect: check the host before you try again.",
    password:
      "A password can’t be read back: try to sign in with the new one. If it doesn’t work, it was not set: reset it once more.",
  },
  zh: {
    refused: "被拒绝：“%”。请稍后重试，或联系客服。",
    notSent: "操作未发送，主机没有变化。请稍后再试。",
    unconfirmed: "未能确认结果，操作可能已生效。请先查看主机，再决定是否重试。",
    password: "无法核实密码是否生效。请用新密码试登录；如果不行，说明没有设置成功，请再重置一次。",
  },
};

const SHORT: Record<Language, Record<End, string>> = {
  en: { done: "Done", refused: "Refused: “%”", "not-sent": "Not sent", unconfirmed: "Unconfirmed" },
  zh: { done: "已完成", refused: "被拒绝：“%”", "not-sent": "未发送", unconfirmed: "未确认" },
};

/** How long it took, told beside what was done unless that was over at once. */
export const TOOK: Record<Language, RegExp> = {
  en: /^(It took (\d+ min )?\d+ sec\.)?$/,
  zh: /^(用时 (\d+ 分钟 )?\d+ 秒。)?$/,
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

/** The same in a word or two. */
export const shortSays = (language: Language, end: End, refusal = ""): string =>
  SHORT[language][end].replace("%", refusal);

const CONSOLE: Record<Language, Record<ConsoleKind, Record<End, string>>> = {
  en: {
    "open-console": {
      done: "The console is open in its own window.",
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
      done: "远程控制台已在独立窗口中打开。",
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

/** What the console's own page says after the click, or how that begins. */
export const consoleSays = (language: Language, end: End, kind: ConsoleKind, refusal = ""): string =>
  CONSOLE[language][kind][end].replace("%", refusal);

const WAITS: Record<Language, { busy: string; power: string; other: string }> = {
  en: {
    busy: "Another operation is in progress on this host, so nothing was sent. Try again when it has finished.",
    power: "Power is locked while this runs.",
    other: "Another operation has to finish first.",
  },
  zh: {
    busy: "此主机有其他操作正在进行，本次操作未发送。请等待其完成后再试。",
    power: "操作进行期间不能开关机。",
    other: "需等待当前操作完成。",
  },
};

/** Why a kind's keys lie flat while another one goes; `busy` is what the server answers to a second one. */
export function waitSays(language: Language, kind: CustomerKind | "busy"): string {
  const { busy, power, other } = WAITS[language];
  if (kind === "busy") return busy;
  // Where a reinstall goes on, its steps stand in place of the choice.
  return /^(start|stop|restart|force-|reinstall$)/.test(kind) ? power : other;
}
