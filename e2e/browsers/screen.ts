import { setTimeout as wait } from "node:timers/promises";
import axe from "axe-core";
import { messagesFor } from "../../lib/i18n/messages";
import type { Driver } from "./drivers";

/** Where to look: in the question or dialog that is open, or in what a selector names. */
type Within = "dialog" | (string & {});

interface Found {
  x: number;
  y: number;
  disabled: boolean;
  covered: boolean;
}

/** In the place of a name: the only field of a question. */
const ANY = "";
const LIMIT_MS = 20_000;
const POLL_MS = 100;
/** What a menu takes to open; a second click would close it. */
const MENU_MS = 2_000;

/**
 * A person in front of a browser, who finds things by their accessible names and by the hooks that the panel promises, and by
 * nothing else. Every step waits for what it needs, and fails with what the page shows instead.
 */
export class Screen {
  constructor(
    private readonly driver: Driver,
    private readonly origin: string,
  ) {}

  go(path: string): Promise<void> {
    return this.driver.go(this.origin + path);
  }

  run<T>(body: string): Promise<T> {
    return this.driver.run<T>(body);
  }

  /** The first truthy answer. A page that gives way to the next while it is asked is asked again. */
  async until<T>(what: string, look: () => Promise<T>, limitMs = LIMIT_MS): Promise<NonNullable<T>> {
    const deadline = Date.now() + limitMs;
    let last = "";
    while (Date.now() < deadline) {
      const answer = await look().catch((error: Error) => {
        last = error.message;
        return null;
      });
      if (answer) {
        return answer;
      }
      await wait(POLL_MS);
    }
    const seen = await this.run<string>(
      "return location.pathname + ' shows: ' + document.body.innerText.replace(/\\s+/g, ' ').slice(0, 600)",
    ).catch((error: Error) => error.message);
    throw new Error(`not within ${limitMs / 1000} s: ${what}. ${last} ${seen}`);
  }

  at(path: RegExp): Promise<true> {
    return this.until(`the address ${path}`, () => this.run<true>(`return ${path}.test(location.pathname)`));
  }

  async see(text: string, within: Within = "main"): Promise<void> {
    await this.until(`the text “${text}”`, () =>
      this.run<boolean>(
        `return document.querySelector(${quoted(within)}).innerText.includes(${quoted(text)})`,
      ),
    );
  }

  /** A button, menu item or link that can be pressed now. */
  async press(name: string, within: Within = "body", limitMs = LIMIT_MS): Promise<void> {
    await this.strike(name, "press", within, limitMs);
  }

  async fill(name: string, text: string, within: Within = "body"): Promise<void> {
    await this.strike(name, "field", within, LIMIT_MS);
    await this.run("return document.activeElement.select()");
    await this.driver.type(text);
    await this.until(`“${text}” in the field ${name}`, () =>
      this.run<boolean>(`return document.activeElement.value === ${quoted(text)}`),
    );
  }

  async has(name: string, kind: "press" | "field", within: Within = "body"): Promise<boolean> {
    return (await this.seek(name, kind, within)) !== null;
  }

  /**
   * A command of that name, until what shows that it was carried out. Its fields stand beside its key or in the dialog that
   * the key opens, and it may ask once more.
   */
  async command(
    name: string,
    {
      within = "main",
      fields = {},
      answer,
      shows,
      limitMs = LIMIT_MS,
    }: {
      within?: Within;
      fields?: Record<string, string>;
      /** What the only field of its question wants. */
      answer?: string;
      shows: () => Promise<boolean>;
      limitMs?: number;
    },
  ): Promise<void> {
    for (const [field, text] of Object.entries(fields)) {
      if (!(await this.has(field, "field", within)) && !(await this.has(field, "field", "dialog"))) {
        await this.press(name, within);
      }
      await this.until(
        `the field ${field}`,
        async () => (await this.has(field, "field", "dialog")) || (await this.has(field, "field", within)),
      );
      await this.fill(field, text, (await this.has(field, "field", "dialog")) ? "dialog" : within);
    }
    let asked = await this.has(name, "press", "dialog");
    await this.press(name, asked ? "dialog" : within);
    await this.until(
      `what ${name} does`,
      async () => {
        if (!asked && (await this.has(name, "press", "dialog"))) {
          asked = true;
          if (answer && (await this.has(ANY, "field", "dialog"))) {
            await this.fill(ANY, answer, "dialog");
          }
          await this.press(name, "dialog");
        }
        return shows();
      },
      limitMs,
    );
  }

  /** Opens the menus of the page one after another, for what stands in one of them. */
  async pressInMenu(name: string): Promise<void> {
    let opened = 0;
    await this.until(`${name} in a menu`, async () => {
      if (!(await this.has(name, "press"))) {
        const at = await this.run<{ x: number; y: number } | null>(menuAt(opened));
        opened = at ? opened + 1 : 0;
        if (at) await this.driver.click(at.x, at.y);
        await this.until(name, () => this.has(name, "press"), MENU_MS).catch(() => null);
      }
      return this.has(name, "press");
    });
    await this.press(name);
  }

  /** The word of the host's state, as it stands in the page. */
  state(id: string): Promise<string | null> {
    return this.hook(id, "state");
  }

  /** The kind of the operation in progress. */
  operation(id: string): Promise<string | null> {
    return this.hook(id, "operation");
  }

  /** How the newest operation ended. */
  outcome(id: string): Promise<string | null> {
    return this.hook(id, "outcome");
  }

  /** What must not be there after any step: errors in the console, and keys of messages in the place of their texts. */
  async faults(): Promise<string[]> {
    const shown = await this.until("the page's text", () => this.run<string>(SHOWN_TEXT));
    const keys = shown.split(/[\s,;:()“”"]+/).filter((word) => KEYS.has(word));
    return [...this.driver.errors(), ...keys.map((key) => `the page shows the key ${key}`)];
  }

  private hook(id: string, name: string): Promise<string | null> {
    const host = `[data-host="${id}"]`;
    return this.run(
      `return document.querySelector('${host}[data-${name}], ${host} [data-${name}]')?.getAttribute('data-${name}')`,
    );
  }

  /** Clicks, once more where the page moved at that moment and the click fell beside it. */
  private strike(name: string, kind: "press" | "field", within: Within, limitMs: number): Promise<boolean> {
    return this.until(
      `a click on “${name}”`,
      async () => {
        const { x, y } = await this.still(name, kind, within, limitMs);
        await this.driver.click(x, y);
        // Another page by now: it was struck.
        return this.run<boolean>("return window.sought === undefined || window.struck").catch(() => true);
      },
      limitMs,
    );
  }

  /** Waits until it is there, can be used and moves no more. */
  private still(name: string, kind: "press" | "field", within: Within, limitMs: number): Promise<Found> {
    let before: Found | null = null;
    return this.until(
      `${kind === "press" ? "a key" : "a field"} “${name}” that can be used (${within})`,
      async () => {
        const found = await this.seek(name, kind, within);
        const isStill = found && before && found.x === before.x && found.y === before.y;
        before = found;
        return isStill && !found.disabled && !found.covered ? found : null;
      },
      limitMs,
    );
  }

  private async seek(name: string, kind: "press" | "field", within: Within): Promise<Found | null> {
    const look = `${SEEK}; return seek(${[name, kind, within].map(quoted).join()})`;
    const found = await this.run<Found | "axe" | null>(look);
    if (found !== "axe") {
      return found;
    }
    await this.run(`${axe.source}; return true`);
    return this.seek(name, kind, within);
  }
}

const quoted = (text: string): string => JSON.stringify(text);

/** Names and roles as axe reads them, the same in every browser. In words of the page: what TypeScript makes of a function would not run there. */
const SEEK = `
const isShown = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().width > 0;
const KINDS = {
  press: ["button, summary, a[href], [role=button], [role=menuitem], [role=link]", ["button", "menuitem", "link"]],
  field: ["input:not([type=hidden]), textarea, select", null],
};
const dialogs = () => [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog]")].filter(isShown);
const seek = (name, kind, within) => {
  if (!window.axe) return "axe";
  const root = within === "dialog" ? dialogs().at(-1) : document.querySelector(within);
  if (!root) return null;
  const [selector, roles] = KINDS[kind];
  axe.teardown();
  axe.setup(document);
  const { text, aria } = axe.commons;
  const named = [...root.querySelectorAll(selector)].filter(
    (one) => isShown(one) && (!name || text.accessibleText(one).trim() === name),
  );
  // A key before a link: a page's command may have the name of the tab that leads to the page.
  const node = roles ? roles.map((role) => named.find((one) => aria.getRole(one) === role)).find(Boolean) : named[0];
  axe.teardown();
  if (!node) return null;
  if (!window.sought) {
    addEventListener("click", ({ target }) => {
      // The same key of another row will do: rows move when one comes.
      const isTwin = target.closest(KINDS.press[0])?.textContent === window.sought.textContent;
      window.struck ||= isTwin || window.sought.contains(target);
    }, true);
  }
  window.sought = node;
  window.struck = false;
  node.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = node.getBoundingClientRect();
  const at = { x: x + width / 2, y: y + height / 2 };
  const top = document.elementFromPoint(at.x, at.y);
  return {
    ...at,
    disabled: node.disabled === true || node.getAttribute("aria-disabled") === "true",
    covered: !node.contains(top) && ![...(node.labels ?? [])].some((label) => label.contains(top)),
  };
}`;

const menuAt = (index: number): string => `
const menus = [...document.querySelectorAll("[aria-haspopup=menu]")].filter((one) => one.checkVisibility());
const rect = menus[${index}]?.getBoundingClientRect();
return rect && { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }`;

const SHOWN_TEXT = `
const said = [...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")].flatMap((node) =>
  ["aria-label", "title", "placeholder", "alt"].map((name) => node.getAttribute(name) ?? ""));
return [document.title, document.body.innerText, ...said].join(" ")`;

const KEYS = new Set(keysOf(messagesFor("en")));

function keysOf(messages: object, above = ""): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? (above ? [`${above}${key}`] : []) : keysOf(value, `${above}${key}.`),
  );
}
