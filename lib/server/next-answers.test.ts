import { once } from "node:events";
import http, { type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, createGunzip, gunzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { sendNextAnswers } from "./next-answers";

let server: http.Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const NONCE = "k3+/Pd0vM9cVw1qJxT8eLrZu";
const POLICY = { "content-security-policy": `script-src 'self' 'nonce-${NONCE}' 'strict-dynamic'` };

type Asked = { accepts?: string; method?: string; headers?: Record<string, string> };

async function ask(next: RequestListener, { accepts, method = "GET", headers = {} }: Asked = {}) {
  server = http.createServer(sendNextAnswers(next));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const encoding = accepts ? { "accept-encoding": accepts } : {};
  const request = http.request({ port, method, headers: { ...POLICY, ...encoding, ...headers } }).end();
  const [answer] = (await once(request, "response")) as [http.IncomingMessage];
  return answer;
}

const TEXT = "运行中 web01 ".repeat(400);
const says =
  (type: string, body: string, more: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.setHeaders(new Map(Object.entries({ "content-type": type, ...more })));
    response.end(body);
  };

it.each([
  ["text/html; charset=utf-8", "gzip", gunzipSync],
  ["text/html; charset=utf-8", "gzip, deflate, br", brotliDecompressSync],
  ["text/x-component", "gzip, br", brotliDecompressSync],
  ["application/json", "gzip, br", brotliDecompressSync],
  ["application/problem+json", "gzip", gunzipSync],
  ["application/manifest+json", "gzip", gunzipSync],
  ["text/css; charset=UTF-8", "gzip", gunzipSync],
  ["text/csv; charset=utf-8", "gzip", gunzipSync],
  ["image/svg+xml", "br", brotliDecompressSync],
])("compresses %s for who takes %s", async (type, accepts, unzip) => {
  const answer = await ask(says(type, TEXT), { accepts });
  expect(answer.headers["content-encoding"]).toBe(accepts.includes("br") ? "br" : "gzip");
  expect(answer.headers.vary).toBe("Accept-Encoding");
  const sent = await buffer(answer);
  expect(sent.length).toBeLessThan(TEXT.length / 10);
  expect(unzip(sent).toString()).toBe(TEXT);
});

it.each([
  ["who takes none", says("text/html", TEXT), {}],
  ["who takes only what it can't", says("text/html", TEXT), { accepts: "zstd" }],
  ["what is small", says("application/json", "{}"), { accepts: "br" }],
  ["what is no text", says("image/png", TEXT), { accepts: "br" }],
  [
    "what must stay as it is",
    says("text/plain", TEXT, { "cache-control": "no-transform" }),
    { accepts: "br" },
  ],
])("leaves as it is %s", async (_, next, asked) => {
  const answer = await ask(next, asked);
  expect(answer.headers["content-encoding"]).toBeUndefined();
  expect([TEXT, "{}"]).toContain((await buffer(answer)).toString());
});

it("says to a HEAD what it says to a GET, and sends nothing", async () => {
  const answer = await ask(says("text/html", TEXT), { accepts: "br", method: "HEAD" });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ "content-type": "text/html", vary: "Accept-Encoding" });
  expect((await buffer(answer)).length).toBe(0);
});

it("keeps the tag of a file, and the answer that it is known", async () => {
  const next: RequestListener = (request, response) => {
    response.setHeader("etag", 'W/"1"');
    response.setHeader("content-type", "text/css");
    response.statusCode = request.headers["if-none-match"] === 'W/"1"' ? 304 : 200;
    response.end(response.statusCode === 304 ? undefined : TEXT);
  };
  const first = await ask(next, { accepts: "br" });
  expect(first.headers).toMatchObject({ etag: 'W/"1"', "content-encoding": "br" });
  server?.closeAllConnections();
  const second = await ask(next, { accepts: "br", headers: { "if-none-match": 'W/"1"' } });
  expect(second.statusCode).toBe(304);
  expect(second.headers.etag).toBe('W/"1"');
  expect((await buffer(second)).length).toBe(0);
});

it("holds no event back, and compresses none", async () => {
  let tell = (_: string): unknown => null;
  const answer = await ask(
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      tell = (text) => response.write(text);
      tell("data: one\n\n");
    },
    { accepts: "gzip, br" },
  );
  expect(answer.headers["content-encoding"]).toBeUndefined();
  expect(String((await once(answer, "data"))[0])).toBe("data: one\n\n");
  tell("data: two\n\n");
  expect(String((await once(answer, "data"))[0])).toBe("data: two\n\n");
});

const FILE = `<script src="/_next/static/chunks/one.js" async="" nonce="${NONCE}"></script>`;
const HEAD = `<!DOCTYPE html><html><head>${FILE}</head><body><main>主机</main>`;

/** Like Next: headers first, then pieces, each flushed. */
type Flushing = http.ServerResponse & { flush: () => void };

it("passes on the pieces of a document as Next flushes them, with their scripts after the paint", async () => {
  let last = () => {};
  const answer = await ask(
    (_, response) => {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.flushHeaders();
      response.write(new TextEncoder().encode(`${HEAD}${FILE}<scr`));
      (response as Flushing).flush();
      last = () => response.end("ipt>1</script></body></html>");
    },
    { accepts: "gzip" },
  );
  const unzipped = answer.pipe(createGunzip());
  let text = "";
  unzipped.on("data", (piece) => {
    text += piece;
  });
  await expect.poll(() => text).toMatch(/<main>主机<\/main><script nonce=.*<\/script>$/);
  expect(text).not.toContain(FILE);
  expect(text).toContain('addAfterPaint(["/_next/static/chunks/one.js","/_next/static/chunks/one.js"])');
  last();
  await once(unzipped, "end");
  expect(text).toMatch(/<script>1<\/script><\/body><\/html>$/);
});

it.each([
  [
    "a file",
    says("text/html", `${HEAD}</body>`, { "content-length": String(Buffer.byteLength(`${HEAD}</body>`)) }),
  ],
  ["no document", says("text/x-component", `${HEAD}</body>`)],
])("leaves the scripts of %s where they are", async (_, next) => {
  expect((await buffer(await ask(next))).toString()).toBe(`${HEAD}</body>`);
});

it("tells who ends an answer that it is sent", async () => {
  let done = false;
  const answer = await ask((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(HEAD, () => {
      done = true;
    });
  });
  expect((await buffer(answer)).toString()).toContain("addAfterPaint");
  await expect.poll(() => done).toBe(true);
});
