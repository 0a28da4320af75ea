import type { Locale } from "./locales";
import type { Messages } from "./messages";

/** Of what the palette says; all of it travels once, and only to who opens it. */
type LateMessages = Pick<Messages, "find" | "host" | "hosts" | "operations" | "shell" | "words">;

/** Texts that come with a script and not with the page: for what most pages never show. */
export const LATE_MESSAGES: Record<Locale, () => Promise<LateMessages>> = {
  en: async () => {
    const [find, hosts, operations, shell, words] = await Promise.all([
      import("./messages/en/find.json"),
      import("./messages/en/hosts.json"),
      import("./messages/en/host-commands.json"),
      import("./messages/en/shell.json"),
      import("./messages/en/words.json"),
    ]);
    return { ...find.default, ...hosts.default, ...operations.default, ...shell.default, ...words.default };
  },
  "zh-CN": async () => {
    const [find, hosts, operations, shell, words] = await Promise.all([
      import("./messages/zh-CN/find.json"),
      import("./messages/zh-CN/hosts.json"),
      import("./messages/zh-CN/host-commands.json"),
      import("./messages/zh-CN/shell.json"),
      import("./messages/zh-CN/words.json"),
    ]);
    return { ...find.default, ...hosts.default, ...operations.default, ...shell.default, ...words.default };
  },
};
