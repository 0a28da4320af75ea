import { afterAll, vi } from "vitest";

// Runs before each file of the tests that share a process (vitest.config.ts): what a file loads is loaded anew, but for
// packages, and nothing that it set is there for the next, such as a mock of a module: Vitest forgets those by itself only
// where each file has a process of its own, which takes two seconds of a processor for each.
const mocker: { reset(): void } = Reflect.get(globalThis, "__vitest_mocker__");
mocker.reset();
vi.resetModules();
Reflect.deleteProperty(globalThis, "__panel");

afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
