import type { CustomerKind } from "../../lib/operations/command-rules";
import { type ConsoleKind, KIND_WORDS, type Language } from "./outcomes-kind-words";

export type End = "done" | "refused" | "not-sent" | "unconfirmed";

const SENTENCES = {
  en: {
    refused: "The hosting system refused: %",
    notSent: "Nothing was sent to the hosting system, so nothing has changed. Try again in a moment.",
    unconfirmed:
      "It may have happened or not, and nothing was sent again. Look at the host as it is now, and try again if it is not what you want.",
    password:
      "No password can be read back, and nothing was sent again. Try the new one: if it doesn’t work it was not set, so reset it once more.",
  },
  zh: {
    refused: "主机系统拒绝：%",
    notSent: "没有向主机系统发送任何内容，主机未发生变化。请稍后再试。",
    unconfirmed: "操作可能已生效，也可能没有；未重复发送。请查看主机当前状态，如不符合预期可再试一次。",
    password: "密码无法回读核实，也未重复发送。请试用新密码；如果不行，说明没有设置成功，请再重置一次。",
  },
};

const SHORT: Record<Language, Record<End, string>> = {
  en: { done: "Done", refused: "Refused: %", "not-sent": "Not sent", unconfirmed: "Unconfirmed" },
  zh: { done: "已完成", refused: "被拒绝：%", "not-sent": "未发送", unconfirmed: "未确认" },
};

/** How long it took, told beside what was done unless that was over at once. */
export const TOOK: Record<Language, RegExp> = {
  en: /^(It took \d+:\d\d\.)?$/,
  zh: /^(用时 \d+:\d\d。)?$/,
};

/** What came of it, and what that means for the one who reads it. */
export function endSays(language: Language, end: End, kind: CustomerKind, host: string, refusal = "") {
  const { done, notDone, unconfirmed } = KIND_WORDS[language][kind];
  const says = SENTENCES[language];
  const [title, detail] = {
    done: [done, ""],
    refused: [notDone, says.refused],
    "not-sent": [notDone, says.notSent],
    unconfirmed: [unconfirmed, kind === "reset-password" ? says.password : says.unconfirmed],
  }[end];
  return { title: (title ?? "").replace("%", host), detail: (detail ?? "").replace("%", refusal) };
}

/** The same in a word or two. */
export const shortSays = (language: Language, end: End, refusal = ""): string =>
  SHORT[language][end].replace("%", refusal);

const CONSOLE: Record<Language, Record<ConsoleKind, Record<End, string>>> = {
  en: {
    "open-console": {
      done: "The console is open in its own window.",
      refused: "The hosting system refused: %",
      "not-sent": "The hosting system doesn’t answer, so nothing was sent.",
      unconfirmed: "The hosting system was asked to open the console, but didn’t give access in time.",
    },
    "end-console": {
      done: "The session was ended.",
      refused: "The hosting system refused: %",
      "not-sent": "The hosting system doesn’t answer, so nothing was sent.",
      unconfirmed: "The hosting system was asked to end the session. Whether it did isn’t known yet",
    },
  },
  zh: {
    "open-console": {
      done: "控制台已在独立窗口中打开。",
      refused: "主机系统已拒绝：%",
      "not-sent": "主机系统暂无响应，未发送任何内容。",
      unconfirmed: "已请求主机系统打开控制台，但未能及时取得访问权限",
    },
    "end-console": {
      done: "会话已结束",
      refused: "主机系统已拒绝：%",
      "not-sent": "主机系统暂无响应，未发送任何内容。",
      unconfirmed: "已请求主机系统结束会话，尚不清楚是否已结束。",
    },
  },
};

/** What the console's own page says after the click, or how that begins. */
export const consoleSays = (language: Language, end: End, kind: ConsoleKind, refusal = ""): string =>
  CONSOLE[language][kind][end].replace("%", refusal);

const WAITS: Record<Language, { busy: string; power: string; other: string }> = {
  en: {
    busy: "Something is going on with this host already.",
    power: "Power waits until this is finished.",
    other: "This waits until the last operation has ended.",
  },
  zh: {
    busy: "此主机正在进行其他操作。",
    power: "当前操作完成后才能继续。",
    other: "上一个操作结束后才能继续。",
  },
};

/** Why a kind's keys lie flat while another one goes; `busy` is what the server answers to a second one. */
export function waitSays(language: Language, kind: CustomerKind | "busy"): string {
  const { busy, power, other } = WAITS[language];
  if (kind === "busy") return busy;
  // Where a reinstall goes on, its steps stand in place of the choice.
  return /^(start|stop|restart|force-|reinstall$)/.test(kind) ? power : other;
}
