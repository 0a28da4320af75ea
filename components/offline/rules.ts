import type { PushMessage } from "@/lib/notifications/kinds";
import { HOST_STATES, type HostState } from "@/lib/operations/host-states";
import { STATE_PREFIX } from "./state-prefix";

/** What the service worker, the offline page and the pages that keep state for it go by. Pure, or of a `CacheStorage`. */

/** The release's static files; its version follows. */
const FILES_PREFIX = "panel-files-";
export const filesCache = (version: string): string => FILES_PREFIX + version;

/** The kept state; which account's follows, so that nobody ever reads another's. */
export const stateCache = (account: string): string => STATE_PREFIX + account;
/** No address of the panel: the key of the one entry of such a cache. */
export const STATE_KEY = "/offline/state";

/** Language, theme and the provider's name: how the offline page looks. Nothing about an account. */
export const LOOK_CACHE = "panel-look";
export const LOOK_KEY = "/offline/look";
export interface KeptLook {
  lang: string;
  theme: string;
  name: string;
  /** The provider's accent, as it stands on `<html>`. */
  style: string;
}

const MINUTE_MS = 60_000;
/** A kept state is shown no longer, and deleted by whatever of the panel runs next. */
export const KEPT_MS = 24 * 60 * MINUTE_MS;
/** A clock may be corrected by so much; a state from later than that is of no known age. */
const CLOCK_MS = 5 * MINUTE_MS;

interface KeptHost {
  id: string;
  name: string;
  state: HostState;
  /** An operation was in progress that changes the state. */
  busy: boolean;
  /** When the state was last read from the master; ISO 8601. */
  asOf: string | null;
}
export interface OfflineState {
  /** When the page was last in touch with the panel; ms since 1970. */
  keptAt: number;
  zone: string | null;
  hosts: KeptHost[];
  /** How many more there were. */
  more: number;
}

/** Null for what is too old, of no known age, or written by another release in another way. */
export function freshState(kept: unknown, now: number): OfflineState | null {
  const { keptAt, zone, hosts, more } = (kept ?? {}) as Partial<OfflineState>;
  const isFresh = typeof keptAt === "number" && now - keptAt < KEPT_MS && keptAt - now < CLOCK_MS;
  return isFresh && Array.isArray(hosts) && hosts.every(isHost)
    ? {
        keptAt,
        zone: typeof zone === "string" ? zone : null,
        hosts,
        more: typeof more === "number" ? more : 0,
      }
    : null;
}

const isHost = (host: unknown): host is KeptHost => {
  const { id, name, state, asOf } = (host ?? {}) as Partial<KeptHost>;
  return (
    typeof id === "string" &&
    typeof name === "string" &&
    HOST_STATES.some((known) => known === state) &&
    (asOf === null || typeof asOf === "string")
  );
};

/** Deletes every kept state but a fresh one of this account; of `null` there is none to keep. */
export async function dropStates(caches: CacheStorage, account: string | null, now: number): Promise<void> {
  for (const name of await stateCaches(caches)) {
    if (account === null || name !== stateCache(account)) {
      await caches.delete(name);
    }
  }
  await dropOldStates(caches, now);
}

/** Deletes those that are too old, whosever they are; their caches stay, since a page may hold one open to write into it. */
export async function dropOldStates(caches: CacheStorage, now: number): Promise<void> {
  for (const name of await stateCaches(caches)) {
    if ((await readState(caches, name, now)) === null) {
      await (await caches.open(name)).delete(STATE_KEY);
    }
  }
}

/** The one there is. Two can't be told apart without the panel, so neither is shown. */
export async function onlyState(caches: CacheStorage, now: number): Promise<OfflineState | null> {
  await dropOldStates(caches, now);
  const found: OfflineState[] = [];
  for (const name of await stateCaches(caches)) {
    const state = await readState(caches, name, now);
    found.push(...(state ? [state] : []));
  }
  const [only = null] = found;
  return found.length === 1 ? only : null;
}

const stateCaches = async (caches: CacheStorage): Promise<string[]> =>
  (await caches.keys()).filter((name) => name.startsWith(STATE_PREFIX));

async function readState(caches: CacheStorage, name: string, now: number): Promise<OfflineState | null> {
  const kept = await caches.match(STATE_KEY, { cacheName: name });
  return freshState(await kept?.json().catch(() => null), now);
}

/** Static files of other releases. */
export const oldFiles = (names: readonly string[], version: string): string[] =>
  names.filter((name) => name.startsWith(FILES_PREFIX) && name !== filesCache(version));

const PAGES = /^\/(?:(?:hosts|activity|account|notifications|developers|admin)(?:\/|$)|$)/;
const CONSOLE = /^\/hosts\/[^/]+\/console(?:\/|$)/;
const DOWNLOAD = /\/(?:csv|connect\.rdp)$/;
/** Whose place the offline page takes. Not what carries a link's or ticket's token, nor a console, nor a file to download. */
export const isPage = ({ pathname }: URL): boolean =>
  PAGES.test(pathname) && !CONSOLE.test(pathname) && !DOWNLOAD.test(pathname);

/** Staff have pages that wait for a master which may not answer. */
export const mayTakeLong = ({ pathname }: URL): boolean => pathname.startsWith("/admin");

/** Where somebody has left, or another one comes in. */
export const endsStay = ({ pathname }: URL): boolean => /^\/(?:sign-in|sso)(?:\/|$)/.test(pathname);

const FILES = /^\/_next\/static\/(?:chunks|media)\/[\w.~-]+\.(js|css|woff2)$/;
const TYPES: Record<string, RegExp> = {
  js: /^(?:text|application)\/javascript\b/,
  css: /^text\/css\b/,
  woff2: /^font\/woff2\b/,
};
/** Files whose name changes with what is in them. */
export const isFile = ({ pathname, search }: URL): boolean => FILES.test(pathname) && search === "";

/** The very file, all of it: no sign-in page of a café in its place, no part, no answer from elsewhere. */
export function isWhole(
  url: URL,
  { status, type, redirected, headers }: Pick<Response, "status" | "type" | "redirected" | "headers">,
): boolean {
  const ending = FILES.exec(url.pathname)?.[1] ?? "";
  const isType = TYPES[ending]?.test(headers.get("content-type") ?? "") === true;
  return status === 200 && type === "basic" && !redirected && isType && !headers.has("content-range");
}

/** Where the panel was put on a screen of its own, and this window is that one. */
export const isInstalled = (): boolean =>
  window.matchMedia("(display-mode: standalone)").matches ||
  (navigator as Navigator & { standalone?: boolean }).standalone === true;

/** What a message says. One that can't be read says nothing but where it is from. */
export function messageOf(data: { json: () => unknown } | null, host: string): PushMessage {
  const nothing = { title: host, text: "", path: "/notifications" };
  try {
    const { title, text, path } = Object(data?.json());
    const isOurs = [title, text, path].every((part) => typeof part === "string");
    return isOurs ? { title, text, path } : nothing;
  } catch {
    return nothing;
  }
}

/** The address of a page of the panel, whatever was asked for. */
export function ownPage(path: unknown, origin: string): string {
  const url = URL.canParse(String(path), origin) ? new URL(String(path), origin) : null;
  return url?.origin === origin ? url.href : `${origin}/notifications`;
}
