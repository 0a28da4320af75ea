import { LOCALES, type Locale } from "@/lib/i18n/locales";
import { OFFLINE_TEXTS } from "@/lib/i18n/offline-texts";
import type { HostState } from "@/lib/operations/host-states";
import {
  isInstalled,
  KEPT_MS,
  type KeptLook,
  LOOK_CACHE,
  LOOK_KEY,
  type OfflineState,
  onlyState,
} from "./rules";

/**
 * The offline page: what the service worker shows in the place of a page that the panel doesn't answer. It has nothing to
 * press and asks for nothing but whether the panel is back; where the panel is installed it shows the kept state and its age.
 */

/** The words of `host.state`; put in by `build.mjs`. */
declare const STATE_WORDS: Record<Locale, Record<HostState, string>>;

const MINUTE_MS = 60_000;
const LOOK_MS = 3_000;
/** A host whose state is older than the whole list says so. */
const OLDER_MS = 10 * MINUTE_MS;

interface Shown {
  locale: Locale;
  look: KeptLook | null;
  state: OfflineState | null;
  now: number;
}

/** The look of a `Button`, whose file needs React. */
const BUTTON =
  "inline-flex min-h-8 items-center rounded-md border border-line-2 bg-card px-3 font-medium text-13 text-ink no-underline shadow-control hover:bg-hover max-md:min-h-11";

type Attributes = Record<string, string>;

/** An element of the page: what stands in it is text or elements, never markup. */
function el(name: string, attributes: Attributes, ...inside: (Node | string | null)[]): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...inside.filter((one) => one !== null));
  return element;
}

function offlinePage({ locale, look, state, now }: Shown): HTMLElement {
  const t = OFFLINE_TEXTS[locale];
  const sign = "mr-3 inline-grid size-10 place-items-center rounded-md bg-ink text-ground not-italic";
  return el(
    "main",
    { id: "main", "data-offline": "", class: "mx-auto flex max-w-220 flex-col gap-5 px-4 py-8" },
    el(
      "div",
      { class: "flex items-center gap-4" },
      el(
        "h1",
        { class: "min-w-0 flex-1 wrap-anywhere" },
        look?.name ? el("i", { class: sign, "aria-hidden": "true" }, [...look.name][0] ?? "") : null,
        look?.name || t.title,
      ),
      el("a", { class: BUTTON, href: window.location.href }, t.again),
    ),
    el(
      "div",
      { role: "status", class: "rounded-md border border-line bg-sunken px-4 py-3 text-13" },
      el("p", { class: "font-medium" }, t.unreachable),
      el("p", { class: "text-ink-2" }, t.nothing),
    ),
    state ? keptHosts(state, locale, now) : null,
  );
}

/** Green while it runs, amber while something goes on; the word beside it says the rest. */
const dotOf = (state: HostState, busy: boolean): string =>
  busy
    ? "border-warn bg-warn"
    : state === "running" || state === "over-traffic"
      ? "border-ok bg-ok"
      : "border-off";

function keptHosts(state: OfflineState, locale: Locale, now: number): HTMLElement {
  const t = OFFLINE_TEXTS[locale];
  const { keptAt, zone, hosts, more } = state;
  const asOf = filled(t.asOf, { time: moment(keptAt, locale, zone), age: age(now - keptAt, locale) });
  return el(
    "section",
    { class: "rounded-lg border border-line bg-card", "aria-labelledby": "kept" },
    el(
      "header",
      { class: "flex flex-wrap items-baseline gap-x-3 px-4 py-3 md:px-5" },
      el("h2", { id: "kept" }, t.lastKnown),
      el(
        "p",
        { class: "text-13 text-ink-2" },
        el("time", { datetime: new Date(keptAt).toISOString() }, asOf),
      ),
    ),
    el(
      "ul",
      { class: "divide-y divide-line border-line border-t" },
      ...hosts.map(({ id, name, state: word, busy, asOf: read }) => {
        // Its state then is that of the work: a host that is reinstalled counts as being set up.
        const dot = `size-2 shrink-0 rounded-full border-2 ${dotOf(word, busy)}`;
        const isOlder = read !== null && keptAt - Date.parse(read) > OLDER_MS;
        const older = isOlder
          ? ` · ${filled(t.hostAsOf, { time: moment(Date.parse(read), locale, zone) })}`
          : "";
        return el(
          "li",
          { "data-host": id, class: "flex min-h-11 flex-wrap items-center gap-x-3 px-4 py-1.5 md:px-5" },
          el("span", { class: dot, "aria-hidden": "true" }),
          el("span", { class: "min-w-0 grow basis-1/3 font-medium wrap-anywhere" }, name),
          el(
            "span",
            { class: "text-13 text-ink-2" },
            el("span", { "data-state": word }, busy ? t.busy : STATE_WORDS[locale][word]),
            older,
          ),
        );
      }),
    ),
    more > 0
      ? el(
          "p",
          { class: "border-line border-t px-4 py-3 text-13 text-ink-2 md:px-5" },
          filled(t.more, { count: String(more) }),
        )
      : null,
  );
}

const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

function moment(at: number, locale: Locale, zone: string | null): string {
  const format = (timeZone?: string) => {
    const parts = new Intl.DateTimeFormat(locale, {
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
      timeZone,
    }).formatToParts(at);
    // The zone last: Chinese has it between the day and the time.
    const [clock, name] = [false, true].map((isName) =>
      parts
        .filter(({ type }) => (type === "timeZoneName") === isName)
        .map(({ value }) => value)
        .join("")
        .replace(/\s+/g, " ")
        .trim(),
    );
    return `${clock} ${name}`;
  };
  try {
    return format(zone ?? undefined);
  } catch {
    // A zone that this browser doesn't know.
    return format();
  }
}

function age(ms: number, locale: Locale): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const text =
    minutes < 60 ? format.format(-minutes, "minute") : format.format(-Math.floor(minutes / 60), "hour");
  // Chinese has no room between a figure and its unit by itself.
  return text.replace(/(\d)(?=\p{Script=Han})/u, "$1 ");
}

const localeOf = (look: KeptLook | null): Locale =>
  LOCALES.find((known) => known === look?.lang) ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");

async function read(): Promise<Omit<Shown, "now">> {
  const kept = await caches.match(LOOK_KEY, { cacheName: LOOK_CACHE });
  const look = ((await kept?.json().catch(() => null)) ?? null) as KeptLook | null;
  // In a browser's tab nothing is shown, even of what an installed window kept.
  const state = isInstalled() ? await onlyState(caches, Date.now()) : null;
  return { locale: localeOf(look), look, state };
}

function draw(shown: Omit<Shown, "now">): void {
  const html = document.documentElement;
  html.lang = shown.locale;
  html.dataset.theme = shown.look?.theme ?? "system";
  html.style.cssText = shown.look?.style ?? "";
  document.title = [OFFLINE_TEXTS[shown.locale].title, shown.look?.name].filter(Boolean).join(" · ");
  document.body.replaceChildren(offlinePage({ ...shown, now: Date.now() }));
}

const shown = await read();
draw(shown);
setInterval(async () => {
  const { state } = shown;
  if (state && Date.now() - state.keptAt < KEPT_MS) {
    const time = document.querySelector("#kept + p time");
    const again = age(Date.now() - state.keptAt, shown.locale);
    // The words alone: a reader of the page stays where they are.
    if (time) {
      time.textContent = filled(OFFLINE_TEXTS[shown.locale].asOf, {
        time: moment(state.keptAt, shown.locale, state.zone),
        age: again,
      });
    }
  } else if (state) {
    shown.state = await onlyState(caches, Date.now());
    draw(shown);
  }
}, MINUTE_MS / 2);

/** Asks the panel itself: what a browser knows of its connection doesn't say that the panel is back. */
async function look(): Promise<void> {
  const asked = { cache: "no-store", signal: AbortSignal.timeout(LOOK_MS) } as const;
  const answer = document.hidden ? null : await fetch("/api/health", asked).catch(() => null);
  if (answer?.ok) {
    window.location.reload();
  } else {
    setTimeout(look, LOOK_MS);
  }
}
setTimeout(look, LOOK_MS);
