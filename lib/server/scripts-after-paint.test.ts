import { createContext, runInContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import { ScriptsAfterPaint } from "./scripts-after-paint";

const NONCE = "k3+/Pd0vM9cVw1qJxT8eLrZu";
const file = (name: string, more = `async="" nonce="${NONCE}"`) =>
  `<script src="/_next/static/chunks/${name}.js" ${more}></script>`;
const hint = (href: string) =>
  `<link rel="preload" as="script" fetchPriority="low" nonce="${NONCE}" href="${href}"/>`;
const inline = (code: string) => `<script nonce="${NONCE}">${code}</script>`;
const STYLE = `<link rel="stylesheet" href="/_next/static/chunks/s.css" nonce="${NONCE}" data-precedence="next"/>`;
const POLYFILL = file("polyfill", `noModule="" nonce="${NONCE}"`);

const DOCUMENT = [
  `<!DOCTYPE html><html lang="zh-CN"><head><meta charSet="utf-8"/>${STYLE}`,
  hint("/_next/static/chunks/main.js") + file("one") + file("two"),
  `<title>主机 · web01</title>${POLYFILL}</head>`,
  "<body><main>运行中 &lt;script src= 🖥</main>",
  `${inline("runtime()")}${file("main")}${inline('self.__next_f.push([1,"主机"])')}`,
  `<div hidden id="S:0">后来</div>${file("late")}`,
  "</body></html>",
].join("");

function sent(document: string, cuts: readonly number[] = []): string {
  const bytes = Buffer.from(document);
  const scripts = new ScriptsAfterPaint(NONCE);
  const ends = [...cuts, bytes.length];
  const pieces = ends.map((end, n) => scripts.push(bytes.subarray(ends[n - 1] ?? 0, end)));
  return Buffer.concat([...pieces, scripts.end()]).toString();
}

const ADDED =
  /<script nonce="[^"]+"( id="[^"]*")?>(?:\{const d=.*?\})?addAfterPaint\((\[[^\]]*\])\)<\/script>/g;
const added = (document: string) =>
  [...document.matchAll(ADDED)].map(([, , files = ""]) => JSON.parse(files));

it("takes the files of scripts and their hints out of the head, and adds them in their order where the body's first one stood", () => {
  const document = sent(DOCUMENT);
  const at = (name: string) => `/_next/static/chunks/${name}.js`;
  expect(added(document)).toEqual([[at("one"), at("two"), at("main")], [at("late")]]);
  // All else is as it was.
  const others = [hint(at("main")), file("one"), file("two"), file("main"), file("late")];
  expect(document.replace(ADDED, "")).toBe(others.reduce((text, tag) => text.replace(tag, ""), DOCUMENT));
  expect(document.indexOf("addAfterPaint")).toBeGreaterThan(document.indexOf(inline("runtime()")));
});

it("does the same wherever the pieces of a document end", () => {
  const whole = sent(DOCUMENT);
  const { length } = Buffer.from(DOCUMENT);
  for (let cut = 0; cut <= length; cut += 1) {
    expect(sent(DOCUMENT, [cut]), `cut at ${cut}`).toBe(whole);
  }
  expect(sent(DOCUMENT, [...Array(length).keys()])).toBe(whole);
});

it("passes on at once what can't become a tag of its own", () => {
  const scripts = new ScriptsAfterPaint(NONCE);
  const pushed = (text: string) => scripts.push(Buffer.from(text)).toString();
  expect(pushed("<head><title>a</title>")).toBe("<head><title>a</title>");
  expect(pushed("<b")).toBe("");
  expect(pushed("ody><p>1 < 2")).toBe("<body><p>1 < 2");
  expect(pushed("<scr")).toBe("");
  expect(pushed("ibe>")).toBe("<scribe>");
  const endless = `<script src="/_next/static/${"x".repeat(2_000)}`;
  expect(pushed(endless)).toBe(endless);
});

it.each([
  ["of another nonce", file("a", 'async="" nonce="theirs"')],
  ["without a nonce", file("a", 'async=""')],
  ["that the page waits for", file("a", `nonce="${NONCE}"`)],
  ["with more to say", file("a", `async="" nonce="${NONCE}" crossorigin="anonymous"`)],
  ["from elsewhere", `<script src="/mark.js" async="" nonce="${NONCE}"></script>`],
  ["written in another way", file('a"&amp;b', `async="" nonce="${NONCE}"`)],
  ["with text in it", `<script src="/_next/static/a.js" async="" nonce="${NONCE}">text</script>`],
  ["for old browsers", POLYFILL],
])("leaves a script %s where it is", (_, tag) => {
  const document = `<head>${tag}</head><body>${tag}</body>`;
  expect(sent(document)).toBe(document);
});

it("leaves hints for styles, and of another origin, where they are", () => {
  const style = `<link rel="preload" as="style" href="/_next/static/s.css" nonce="${NONCE}"/>`;
  const document = `<head>${style}${hint("https://elsewhere.example/a.js")}</head><body></body>`;
  expect(sent(document)).toBe(document);
});

it("adds what the head named, at the end of a document whose body names none", () => {
  const document = sent(`<head>${file("one")}</head><body><p>text</p></body>`);
  expect(added(document)).toEqual([["/_next/static/chunks/one.js"]]);
  expect(document).toMatch(/<\/body><script nonce=/);
});

it("keeps the id that something may wait for", () => {
  const tag = `<script src="/_next/static/a.js" nonce="${NONCE}" async="" id="_R_"></script>`;
  expect(sent(`<head>${tag}`)).toMatch(/^<head><script nonce="[^"]+" id="_R_">/);
});

it("leaves a document as it is that holds nothing before its scripts run", () => {
  const empty = DOCUMENT.replace("<html ", '<html id="__next_error__" ');
  expect(sent(empty)).toBe(empty);
  expect(sent(empty, [20, 30])).toBe(empty);
});

describe("in a browser", () => {
  /** What a document's own scripts do in a page of which nothing is there but what they use. */
  function run(document: string, { hidden = false, tellsPaints = true } = {}) {
    const loading: { src: string; async: boolean; nonce: string }[] = [];
    const timers: { run: () => void; ms: number }[] = [];
    const seen: (() => void)[] = [];
    const held: ((event: unknown) => void)[] = [];
    const observers: ((entries: { getEntriesByName: (name: string) => unknown[] }) => void)[] = [];
    const page = createContext({
      document: {
        currentScript: { nonce: NONCE },
        hidden,
        createElement: () => ({}),
        head: { append: (script: (typeof loading)[number]) => loading.push({ ...script }) },
        addEventListener: (name: string, listener: (event?: unknown) => void) =>
          name === "submit" ? held.push(listener) : seen.push(listener),
      },
      PerformanceObserver: tellsPaints
        ? class {
            constructor(listener: (typeof observers)[number]) {
              observers.push(listener);
            }
            observe() {}
          }
        : undefined,
      setTimeout: (timer: () => void, ms: number) => timers.push({ run: timer, ms }),
    });
    runInContext("self = this", page);
    for (const [script] of document.matchAll(ADDED)) {
      runInContext(script.replace(/^<[^>]*>|<\/script>$/g, ""), page);
    }
    const names = () => loading.map(({ src }) => src.replace(/^.*\/|\.js$/g, ""));
    const paint = (name: string) =>
      observers[0]?.({ getEntriesByName: (asked) => (asked === name ? [{ name }] : []) });
    return { loading, names, timers, seen, held, paint, more: (code: string) => runInContext(code, page) };
  }
  const document = sent(DOCUMENT);
  const ALL = ["one", "two", "main", "late"];

  it("adds the files once content is painted, each once, with the nonce", () => {
    const { loading, names, timers, seen, paint } = run(document);
    paint("first-paint");
    expect(loading).toEqual([]);
    paint("first-contentful-paint");
    expect(names()).toEqual(ALL);
    expect(loading[0]).toEqual({ src: "/_next/static/chunks/one.js", async: true, nonce: NONCE });
    timers[0]?.run();
    seen[0]?.();
    paint("first-contentful-paint");
    expect(loading).toHaveLength(4);
  });

  it("keeps a form marked so that is sent early, and sends it after all where nothing takes it", () => {
    const { held, timers, more } = run(document);
    const form = (isMarked: boolean) => ({ matches: () => isMarked, submit: vi.fn() });
    const [other, marked] = [form(false), form(true)];
    const prevented = vi.fn();
    held[0]?.({ target: other, preventDefault: prevented });
    expect(prevented).not.toHaveBeenCalled();
    held[0]?.({ target: marked, preventDefault: prevented });
    expect(prevented).toHaveBeenCalledOnce();
    expect(more("heldForm")).toBe(marked);
    timers.at(-1)?.run();
    expect(marked.submit).toHaveBeenCalledOnce();
    more("heldForm = undefined");
    timers.at(-1)?.run();
    expect(marked.submit).toHaveBeenCalledOnce();
  });

  it("adds at once what the document names after the paint", () => {
    const { names, paint, more } = run(document);
    paint("first-contentful-paint");
    more('addAfterPaint(["/_next/static/chunks/later.js"])');
    expect(names()).toEqual([...ALL, "later"]);
  });

  it("adds them at once in a tab that nobody sees", () => {
    expect(run(document, { hidden: true }).names()).toEqual(ALL);
  });

  it.each([true, false])(
    "adds them all the same where nothing is painted (told of paints: %s)",
    (tellsPaints) => {
      const { names, timers } = run(document, { tellsPaints });
      expect(names()).toEqual([]);
      expect(timers[0]?.ms).toBeLessThanOrEqual(300);
      timers[0]?.run();
      expect(names()).toEqual(ALL);
    },
  );

  it("adds them as the tab is left before the paint", () => {
    const { names, seen } = run(document);
    seen[0]?.();
    expect(names()).toEqual(ALL);
  });
});
