import { CacheFirst, NetworkOnly, type PrecacheEntry, Serwist, type SerwistPlugin } from "serwist";
import {
  dropOldStates,
  dropStates,
  endsStay,
  filesCache,
  isFile,
  isPage,
  isWhole,
  mayTakeLong,
  messageOf,
  oldFiles,
  ownPage,
} from "./rules";

/** What is used of a worker's scope: TypeScript has its types for programs without a page alone. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Shown {
  body: string;
  data: string;
}
interface WorkerEvents {
  install: WorkerEvent & Parameters<Serwist["handleInstall"]>[0];
  activate: WorkerEvent;
  fetch: WorkerEvent & { request: Request };
  push: WorkerEvent & { data: { json: () => unknown } | null };
  notificationclick: WorkerEvent & { notification: { data: unknown; close: () => void } };
}
declare const self: {
  addEventListener<Name extends keyof WorkerEvents>(
    name: Name,
    listener: (event: WorkerEvents[Name]) => void,
  ): void;
  registration: { showNotification: (title: string, options: Shown) => Promise<void> };
  clients: {
    matchAll: (of: { type: "window" }) => Promise<{ url: string; focus: () => Promise<unknown> }[]>;
    openWindow: (url: string) => Promise<unknown>;
  };
  location: Location;
};
/** Put in by `components/offline/build.mjs`. */
declare const BUILT: { version: string; entries: PrecacheEntry[]; shell: string };

/** Longer than a page of a busy panel takes; on a phone that hardly has a network nothing comes for minutes. */
const SILENCE_SECONDS = 12;

/** The shell runs its own script and nothing else, and asks nobody but the panel. */
const SHELL_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

const keepsWholeFiles: SerwistPlugin = {
  cacheWillUpdate: async ({ request, response }) =>
    isWhole(new URL(request.url), response) ? response : null,
};
const showsShell: SerwistPlugin = {
  handlerDidError: async () => {
    const shell = await serwist.matchPrecache(BUILT.shell);
    return shell && new Response(shell.body, { headers: SHELL_HEADERS });
  },
};

interface Asked {
  request: Request;
  url: URL;
  sameOrigin: boolean;
}
const isNavigation = ({ request, url, sameOrigin }: Asked): boolean =>
  sameOrigin && request.mode === "navigate" && isPage(url);

const serwist = new Serwist({
  precacheEntries: BUILT.entries,
  precacheOptions: { cleanupOutdatedCaches: true },
  // At once: it serves no page, and a static file under the name alone that it was built with.
  skipWaiting: true,
  clientsClaim: true,
  // No navigation preload: what this worker leaves alone would be asked for twice, and a ticket is good for one time.
  runtimeCaching: [
    {
      matcher: (asked) => isNavigation(asked) && !mayTakeLong(asked.url),
      handler: new NetworkOnly({ networkTimeoutSeconds: SILENCE_SECONDS, plugins: [showsShell] }),
    },
    { matcher: isNavigation, handler: new NetworkOnly({ plugins: [showsShell] }) },
    {
      matcher: ({ url, sameOrigin }) => sameOrigin && isFile(url),
      handler: new CacheFirst({ cacheName: filesCache(BUILT.version), plugins: [keepsWholeFiles] }),
    },
  ],
});

self.addEventListener("install", serwist.handleInstall);
self.addEventListener("activate", (event) => {
  serwist.handleActivate(event);
  event.waitUntil(dropOldFiles());
});
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") {
    const left = endsStay(new URL(event.request.url));
    event.waitUntil(left ? dropStates(caches, null, Date.now()) : dropOldStates(caches, Date.now()));
  }
  serwist.handleFetch(event);
});

// What is encrypted for this browser is the panel's own; a browser wants something shown whatever came.
self.addEventListener("push", (event) => {
  const { title, text, path } = messageOf(event.data, self.location.host);
  event.waitUntil(self.registration.showNotification(title, { body: text, data: path }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(ownPage(event.notification.data, self.location.origin)));
});

/** In a window that shows it already, else in one of its own: in another, something may be typed. */
async function openPage(url: string): Promise<void> {
  const open = (await self.clients.matchAll({ type: "window" })).find((client) => client.url === url);
  await (open ? open.focus() : self.clients.openWindow(url));
}

async function dropOldFiles(): Promise<void> {
  for (const name of oldFiles(await caches.keys(), BUILT.version)) {
    await caches.delete(name);
  }
}
