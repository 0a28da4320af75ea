import { readFileSync } from "node:fs";
import { beforeEach, expect, it, vi } from "vitest";

const asked = vi.hoisted(() => ({ serviceWorker: true }));
vi.mock("@/lib/config", async (original) => ({
  ...(await original<typeof import("@/lib/config")>()),
  config: () => asked,
}));
vi.mock("node:fs", async (original) => ({
  ...(await original<typeof import("node:fs")>()),
  readFileSync: vi.fn(),
}));
// Nothing is remembered from one test to the next.
vi.mock("@/lib/per-process", async (original) => {
  const real = await original<typeof import("@/lib/per-process")>();
  return {
    perProcess: <T>(name: string, make: () => T) =>
      name === "service worker" ? make() : real.perProcess(name, make),
  };
});

const { GET } = await import("./route");
const worker = (headers: Record<string, string> = {}) =>
  GET(new Request("http://panel/api/worker", { headers }), { params: Promise.resolve({}) });

beforeEach(() => {
  asked.serviceWorker = true;
  vi.mocked(readFileSync).mockReset().mockReturnValue("self.built = true;");
});

it("is the build's, for all pages, and asked about again at each of them", async () => {
  const answer = await worker();
  expect(await answer.text()).toBe("self.built = true;");
  expect(answer.headers.get("content-type")).toMatch(/^text\/javascript\b/);
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expect(answer.headers.get("service-worker-allowed")).toBe("/");
  const etag = answer.headers.get("etag") ?? "";
  for (const known of [etag, `W/${etag}`]) {
    const again = await worker({ "if-none-match": known });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  }
  vi.mocked(readFileSync).mockReturnValue("self.built = 2;");
  expect((await worker({ "if-none-match": etag })).status).toBe(200);
});

/** Runs a script as a browser does, and says what it did. */
async function did(script: string) {
  const done: string[] = [];
  const listeners: Record<string, (event: { waitUntil: (work: Promise<unknown>) => void }) => void> = {};
  const self = {
    addEventListener: (name: string, listener: (typeof listeners)[string]) => {
      listeners[name] = listener;
    },
    skipWaiting: () => done.push("takes over"),
    registration: { unregister: async () => done.push("unregistered") },
  };
  const caches = {
    keys: async () => ["panel-state-x", "panel-files-1"],
    delete: async (name: string) => done.push(name),
  };
  new Function("self", "caches", script)(self, caches);
  const work: Promise<unknown>[] = [];
  for (const name of ["install", "activate"]) {
    listeners[name]?.({ waitUntil: (promise) => work.push(promise) });
  }
  await Promise.all(work);
  return { done, listens: Object.keys(listeners) };
}

it.each([
  ["the setting says that there is to be none", () => Object.assign(asked, { serviceWorker: false })],
  [
    "the build has none",
    () =>
      vi.mocked(readFileSync).mockImplementation(() => {
        throw new Error("ENOENT");
      }),
  ],
])("takes the one of before away with all that it kept, and answers nothing, where %s", async (_, make) => {
  make();
  const { done, listens } = await did(await (await worker()).text());
  expect(done).toEqual(["takes over", "panel-state-x", "panel-files-1", "unregistered"]);
  expect(listens).not.toContain("fetch");
});
