import { afterAll, vi } from "vitest";

// Runs before each file of the tests that share a process (vitest.config.ts): what a file loads is loaded anew, but for
// packages, and nothing that it set is there for the next.
vi.resetModules();
Reflect.deleteProperty(globalThis, "__panel");

afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
