/**
 * One value for the whole process. Next bundles pages, route handlers and instrumentation apart, so a module's own
 * variables exist several times in one process; only `globalThis` is shared.
 */
const store = globalThis as typeof globalThis & { __panel?: Map<string, unknown> };
store.__panel ??= new Map();
/** Looked up once: what a test file left behind keeps to its own values (`lib/db/fresh-modules.testing.ts`). */
const values = store.__panel;

export function perProcess<T>(name: string, make: () => T): T {
  if (!values.has(name)) {
    values.set(name, make());
  }
  return values.get(name) as T;
}
