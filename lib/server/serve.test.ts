import { createServer, type RequestListener } from "node:http";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { log } from "../log";
import { tryRequests } from "./serve";

const LIMITS = { all: 60_000, tell: 60_000, again: 1 };

class Ended extends Error {}

let said: string[] = [];
vi.mock("../process/end-start", () => ({
  endStart(_: unknown, what: string): never {
    said.push(what);
    throw new Ended("1");
  },
}));
beforeEach(() => {
  said = [];
  vi.spyOn(log, "warn").mockImplementation((_: unknown, text?: string) => void said.push(text ?? ""));
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Pages in the order in which they were asked for. */
async function start(answer: (page: string, nth: number) => number | null, limits = LIMITS, delayMs = 0) {
  const asked: string[] = [];
  const handle: RequestListener = ({ url = "" }, response) => {
    asked.push(url);
    const status = answer(url, asked.filter((page) => page === url).length);
    if (status === null) {
      response.destroy();
    } else {
      setTimeout(() => response.writeHead(status).end(), delayMs);
    }
  };
  const server = createServer(handle);
  const ended = await tryRequests(server, limits).catch((error) => error);
  expect(server.listening).toBe(ended instanceof Ended);
  server.close();
  server.closeAllConnections();
  return { asked, ended };
}

it("the start asks for pages once it is ready", async () => {
  const { asked, ended } = await start((page) => (page === "/hosts" ? 307 : 200));
  expect(ended).toBeUndefined();
  expect(asked).toEqual(["/api/ready", "/sign-in", "/api/ready", "/hosts"]);
  expect(said).toEqual([]);
});

it("the start waits while the database is silent", async () => {
  const { ended } = await start((page, nth) => (page === "/api/ready" && nth < 9 ? 503 : 200));
  expect(ended).toBeUndefined();
});

it("the start waits for a page of a busy machine, and says so", async () => {
  const { ended } = await start(() => 200, { ...LIMITS, tell: 20 }, 100);
  expect(ended).toBeUndefined();
  expect(new Set(said)).toEqual(new Set(["the start still waits for a page"]));
});

it("the start goes on where a page failed once", async () => {
  const { ended } = await start((page, nth) => (page === "/sign-in" && nth === 1 ? 500 : 200));
  expect(ended).toBeUndefined();
  const broken = await start((page, nth) => (page === "/api/ready" && nth === 1 ? null : 200));
  expect(broken.ended).toBeUndefined();
});

it.each(["/api/ready", "/sign-in", "/hosts"])("a build whose %s fails ends the start", async (failing) => {
  for (const status of [500, null]) {
    const { ended } = await start((page) => (page === failing ? status : 200));
    expect(ended).toEqual(new Ended("1"));
    expect(said.at(-1)).toContain(`${failing} answers ${status ?? 0}`);
  }
});

it("a start that gets no answer at all ends after its limit", async () => {
  const { ended } = await start(() => 200, { ...LIMITS, all: 100 }, 10_000);
  expect(ended).toEqual(new Ended("1"));
  expect(said.at(-1)).toContain("/api/ready was not answered in 0.1 s");
});
