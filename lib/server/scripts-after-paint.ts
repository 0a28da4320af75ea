/** What Next writes for each file of scripts, and React into the head for the last of them. */
const SCRIPT = '<script src="/_next/static/';
const PRELOAD = '<link rel="preload" as="script" ';
const BODY = "<body";
/** Begins a document without content, which scripts fill: nothing is painted before they ran. */
const EMPTY = '<html id="__next_error__"';
const END = "</script>";
/** Nothing that HTML or a script would write in another way. */
const FILE = /^\/_next\/static\/[\w./~-]+$/;
/** Characters: what is longer is none of these. */
const LONGEST_TAG = 1_024;

/**
 * Adds the document's files of scripts once the browser says that it painted content. It stands behind the shell, where a
 * script waits for the styles as the paint does; so the time-out, for browsers that don't say it and windows that draw
 * nothing, begins then. A tab that nobody sees paints nothing and waits for nothing.
 *
 * A press that comes before them sends its form to the page for browsers without scripts; a form marked `data-held` is kept
 * for its component (`components/hosts/console/console-key.tsx`), or sent after all where that doesn't come.
 */
const ADD_AFTER_PAINT = `{const d=document,n=d.currentScript.nonce;d.addEventListener("submit",self.holdForm=e=>{const f=e.target;f.matches("[data-held]")&&(e.preventDefault(),self.heldForm=f,setTimeout(()=>self.heldForm===f&&f.submit(),4e3))},true);const add=u=>d.head.append(Object.assign(d.createElement("script"),{src:u,async:true,nonce:n}));let w=[];const go=()=>{const u=w||[];w=null;u.forEach(add)};self.addAfterPaint=u=>w?w.push(...u):u.forEach(add);if(d.hidden)go();else{setTimeout(go,300);d.addEventListener("visibilitychange",go);self.PerformanceObserver&&new PerformanceObserver(l=>l.getEntriesByName("first-contentful-paint")[0]&&go()).observe({type:"paint",buffered:true})}}`;

/**
 * A document of Next's on its way to a browser, in pieces that may end anywhere. Its `<script async>` files and the hints
 * that load them early are taken out; one inline script in their place adds them after the first paint
 * (`docs/decisions/0021-scripts-after-the-first-paint.md`). Scripts with text in them stay where they are, and so does
 * whatever doesn't look exactly as Next writes it. Pieces are read as Latin-1, which keeps every byte.
 */
export class ScriptsAfterPaint {
  readonly #nonce: string;
  /** Of the head, until the body's first script says where they go. */
  #waiting: string[] = [];
  #in: "head" | "body" | "empty" = "head";
  #begun = false;
  /** The end of the last piece, where a tag may have begun. */
  #rest = "";

  constructor(nonce: string) {
    this.#nonce = nonce;
  }

  /** What can be sent of all that has come so far; perhaps nothing. */
  push(piece: Buffer): Buffer {
    const text = piece.toString("latin1");
    const { sent, rest } = this.#ordered(this.#rest + text);
    this.#rest = rest;
    return sent === text ? piece : Buffer.from(sent, "latin1");
  }

  /** What is still to be sent once the document is whole. */
  end(): Buffer {
    const left = this.#rest + (this.#waiting.length > 0 ? this.#adding("") : "");
    this.#rest = "";
    return Buffer.from(left, "latin1");
  }

  #ordered(text: string): { sent: string; rest: string } {
    let sent = "";
    let at = 0;
    for (;;) {
      const { tag, start } = this.#nextTag(text, at);
      const end = tag === "" ? null : endOf(tag, text, start);
      const cut = tag === "" ? this.#cutTag(text, at) : start;
      if (end === null) {
        return { sent: sent + text.slice(at, cut), rest: text.slice(cut) };
      }
      sent += text.slice(at, start) + this.#instead(tag, text.slice(start, end));
      at = end;
    }
  }

  #nextTag(text: string, from: number): { tag: string; start: number } {
    let next = { tag: "", start: text.length };
    for (const tag of this.#tags()) {
      const start = text.indexOf(tag, from);
      if (start !== -1 && start < next.start) {
        next = { tag, start };
      }
    }
    return next;
  }

  /** In the body, React writes hints only for what it found late. */
  #tags(): readonly string[] {
    return { head: [SCRIPT, PRELOAD, BODY, EMPTY], body: [SCRIPT], empty: [] }[this.#in];
  }

  /** Where the text's end could be the beginning of a tag; its length where it isn't. */
  #cutTag(text: string, from: number): number {
    const last = text.lastIndexOf("<");
    const isCut = last >= from && this.#tags().some((tag) => tag.startsWith(text.slice(last)));
    return isCut ? last : text.length;
  }

  #instead(tag: string, whole: string): string {
    if (tag === BODY || tag === EMPTY) {
      this.#in = tag === BODY ? "body" : "empty";
      return whole;
    }
    const attributes = attributesOf(whole);
    const { nonce, async, src, href, id, ...others } = attributes ?? {};
    if (nonce !== this.#nonce) {
      return whole;
    }
    if (tag === PRELOAD) {
      return FILE.test(href ?? "") ? "" : whole;
    }
    if (async === undefined || !FILE.test(src ?? "") || Object.keys(others).length > 0) {
      return whole;
    }
    this.#waiting.push(String(src));
    if (this.#in === "head" && id === undefined) {
      return "";
    }
    return this.#adding(id === undefined ? "" : ` id="${id}"`);
  }

  #adding(more: string): string {
    const begin = this.#begun ? "" : ADD_AFTER_PAINT;
    this.#begun = true;
    const files = JSON.stringify(this.#waiting);
    this.#waiting = [];
    return `<script nonce="${this.#nonce}"${more}>${begin}addAfterPaint(${files})${END}`;
  }
}

/** Null where it has not come yet. What never ends is passed by. */
function endOf(tag: string, text: string, start: number): number | null {
  const close = { [BODY]: "", [EMPTY]: "", [PRELOAD]: ">" }[tag] ?? END;
  const at = text.indexOf(close, start + tag.length);
  if (at !== -1) {
    return at + close.length;
  }
  return text.length - start < LONGEST_TAG ? null : start + tag.length;
}

/** Null for what isn't one start tag, as React writes them, with nothing within. */
function attributesOf(element: string): Record<string, string> | null {
  const inner = /^<\w+((?: [\w-]+="[^"<>]*")*)(?:\/>|><\/script>)$/.exec(element)?.[1];
  if (inner === undefined) {
    return null;
  }
  const found = [...inner.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return Object.fromEntries(found);
}
