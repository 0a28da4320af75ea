import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { NoticeLine } from "@/components/ui/notice-line";
import { PlateMark } from "@/components/ui/plate";
import { LOCALES, type Locale } from "@/lib/i18n/locales";
import { OFFLINE_TEXTS } from "@/lib/i18n/offline-texts";
import type { HostState } from "@/lib/operations/host-states";
import { lookOf } from "../hosts/host-look";
import {
  isInstalled,
  KEPT_MS,
  type KeptLook,
  LOOK_CACHE,
  LOOK_KEY,
  type OfflineState,
  onlyState,
} from "./rules";
import { append } from "./shell-dom";

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

function OfflinePage({ locale, look, state, now }: Shown) {
  const t = OFFLINE_TEXTS[locale];
  return (
    <main className="offline" id="main">
      <h1>
        {look?.name ? <i aria-hidden="true">{[...look.name][0]}</i> : null}
        {look?.name || t.title}
      </h1>
      <NoticeLine tone="alert" role="status">
        <b>{t.unreachable}</b>
        {locale === "en" ? " " : ""}
        {state ? t.readOnly : t.nothing}
      </NoticeLine>
      <a className={buttonClass()} href={window.location.href}>
        {t.again}
      </a>
      {state ? <Hosts state={state} locale={locale} now={now} /> : null}
    </main>
  );
}

function Hosts({ state, locale, now }: { state: OfflineState; locale: Locale; now: number }) {
  const t = OFFLINE_TEXTS[locale];
  const { keptAt, zone, hosts, more } = state;
  return (
    <section className="sheet" aria-labelledby="kept">
      <h2 id="kept">{t.lastKnown}</h2>
      <p>
        <time dateTime={new Date(keptAt).toISOString()}>
          {filled(t.asOf, { time: moment(keptAt, locale, zone), age: age(now - keptAt, locale) })}
        </time>
      </p>
      <ul>
        {hosts.map(({ id, name, state: word, busy, asOf }) => {
          // Its state then is that of the work: a host that is reinstalled counts as being set up.
          const { tone, shape } = busy ? ({ tone: "busy", shape: "arc" } as const) : lookOf(word, null);
          const isOlder = asOf !== null && keptAt - Date.parse(asOf) > OLDER_MS;
          return (
            <li key={id} data-host={id}>
              <PlateMark tone={tone} shape={shape} />
              <span>
                <b>{name}</b>
                <small>
                  <span data-state={word}>{busy ? t.busy : STATE_WORDS[locale][word]}</span>
                  {isOlder
                    ? ` · ${filled(t.hostAsOf, { time: moment(Date.parse(asOf), locale, zone) })}`
                    : ""}
                </small>
              </span>
            </li>
          );
        })}
      </ul>
      {more > 0 ? <p>{filled(t.more, { count: String(more) })}</p> : null}
    </section>
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
  document.body.replaceChildren();
  const page: ReactNode = <OfflinePage {...shown} now={Date.now()} />;
  append(document.body, page as unknown as Node);
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
