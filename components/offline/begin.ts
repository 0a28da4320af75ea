import { WORKER_ADDRESS } from "@/lib/provider/app/worker-address";
import type { OfflineProps } from "./offline-app";
import { dropStates, type KeptLook, LOOK_CACHE, LOOK_KEY } from "./rules";

/** Deletes what another account left, and registers the worker, or takes everything away where there is to be none. */
export async function begin({ account, name, worker }: OfflineProps): Promise<void> {
  await dropStates(caches, account, Date.now());
  if (!worker) {
    await takeAway();
    return;
  }
  await keepLook(name);
  // Its script has `no-cache`: each page load asks whether there is another one.
  await navigator.serviceWorker.register(WORKER_ADDRESS, { scope: "/", updateViaCache: "none" });
}

async function takeAway(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    await registration.unregister();
  }
  for (const cache of await caches.keys()) {
    await caches.delete(cache);
  }
}

async function keepLook(name: string): Promise<void> {
  const html = document.documentElement;
  const look: KeptLook = {
    lang: html.lang,
    theme: html.dataset.theme ?? "system",
    name,
    style: html.getAttribute("style") ?? "",
  };
  await (await caches.open(LOOK_CACHE)).put(LOOK_KEY, Response.json(look));
}
