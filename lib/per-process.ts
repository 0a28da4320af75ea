/**
 * One value for the whole process. Next bundles pages, route handlers and instrumentation apart, so a module's own
 * variables exist several times in one process; only `globalThis` is shared.
 */
const store = globalThis as typeof globalThis & { __panel?: Map<string, unknown> };

export function perProcess<T>(name: string, make: () => T): T {
  store.__panel ??= new Map();
  if (!store.__panel.has(name)) {
    store.__panel.set(name, make());
  }
  return store.__panel.get(name) as T;
}
