/**
 * The script where there is to be no service worker: it takes the one of before, and all that it kept, out of the browser.
 * Where there is none it does nothing.
 */
export const NO_WORKER = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.map((name) => caches.delete(name))))
      .then(() => self.registration.unregister()),
  );
});
`;
