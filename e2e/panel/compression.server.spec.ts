import http from "node:http";
import { expect, test } from "../support/test";

interface Sent {
  status: number | undefined;
  encoding: string | undefined;
  vary: string;
  /** As they came, compressed or not. */
  bytes: number;
}

/** `fetch` hides what came. */
function ask(url: string, headers: http.OutgoingHttpHeaders, method = "GET"): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (piece: Buffer) => {
        bytes += piece.length;
      });
      answer.on("end", () => {
        const { "content-encoding": encoding, vary = "" } = answer.headers;
        resolve({ status: answer.statusCode, encoding, vary, bytes });
      });
    });
    request.on("error", reject).end();
  });
}

test("pages, their data, JSON and files are sent compressed", async ({ world }) => {
  const cookie = await world.session(await world.account({ userId: "10001" }));
  const page = await (await fetch(`${world.url}/hosts`, { headers: { cookie } })).text();
  const file = (kind: string) => new RegExp(`/_next/static/[^"]+\\.${kind}`).exec(page)?.[0] ?? `no ${kind}`;
  // Next sends a request for data to an address of its own first.
  const { url: data } = await fetch(`${world.url}/hosts`, { headers: { cookie, rsc: "1" } });
  const now = Math.floor(Date.now() / 1_000);
  const monitor = `/api/hosts/101/monitor?from=${now - 86_400}&to=${now}&points=900`;
  // Days that are still being read would make each answer longer than the one before.
  const pending = async () =>
    (await (await fetch(world.url + monitor, { headers: { cookie } })).json()).pending;
  await expect.poll(pending, { timeout: 20_000 }).toBe(0);
  const kinds: [path: string, headers: Record<string, string>, encodings: string[]][] = [
    ["/hosts", {}, ["br", "gzip"]],
    [data.slice(world.url.length), { rsc: "1" }, ["br", "gzip"]],
    [file("js"), {}, ["br", "gzip"]],
    [file("css"), {}, ["br", "gzip"]],
    [monitor, {}, ["br", "gzip"]],
    ["/api/hosts", {}, ["br", "gzip"]],
  ];
  for (const [path, headers, encodings] of kinds) {
    const plain = await ask(world.url + path, { cookie, ...headers });
    expect.soft(plain, path).toMatchObject({ status: 200, encoding: undefined });
    for (const encoding of encodings) {
      const sent = await ask(world.url + path, { cookie, ...headers, "accept-encoding": encoding });
      expect.soft(sent, path).toMatchObject({ status: 200, encoding });
      expect.soft(sent.vary.toLowerCase(), path).toContain("accept-encoding");
      expect.soft(sent.bytes, path).toBeLessThan(plain.bytes * 0.95);
      const head = await ask(world.url + path, { cookie, ...headers, "accept-encoding": encoding }, "HEAD");
      expect.soft(head, path).toMatchObject({ status: 200, bytes: 0 });
    }
  }
});

test("the event stream is neither compressed nor held back", async ({ world }) => {
  const cookie = await world.session(await world.account({ userId: "10001" }));
  const headers = { cookie, "accept-encoding": "gzip, br" };
  const first = await new Promise<{ encoding: string | undefined; text: string }>((resolve, reject) => {
    const request = http.get(`${world.url}/api/live?open=101`, { headers }, (answer) => {
      answer.once("data", (piece: Buffer) => {
        resolve({ encoding: answer.headers["content-encoding"], text: piece.toString() });
        request.destroy();
      });
      answer.on("error", () => undefined);
    });
    request.on("error", reject);
  });
  expect(first.encoding).toBeUndefined();
  expect(first.text).toMatch(/^(event|data|:|retry|id)/);
});
