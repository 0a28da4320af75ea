import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { sendBuiltFiles } from "./built-files";
import { compressFiles } from "./compress-files.mjs";

const SCRIPT = `console.log("${"主机 ".repeat(500)}")`;
const FONT = "wOF2".repeat(100);
let distDir: string;
let server: http.Server | null = null;

beforeAll(async () => {
  distDir = mkdtempSync(path.join(tmpdir(), "panel-built-"));
  const chunks = path.join(distDir, "static/chunks");
  mkdirSync(chunks, { recursive: true });
  writeFileSync(path.join(chunks, "a~1.js"), SCRIPT);
  writeFileSync(path.join(chunks, "a.woff2"), FONT);
  writeFileSync(path.join(distDir, "secret.js"), "secret");
  await compressFiles({ distDir });
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});
afterAll(() => rmSync(distDir, { recursive: true, force: true }));

const AT = "/_next/static/chunks/a~1.js";

async function ask(url: string, headers: http.OutgoingHttpHeaders, method = "GET") {
  server = http.createServer(sendBuiltFiles(distDir, (_, response) => response.end("by Next")));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const request = http.request({ port, path: url, headers, method }).end();
  const [answer] = (await once(request, "response")) as [http.IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

it.each([
  ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
  ["gzip, deflate", "gzip", gunzipSync],
  ["br;q=0, gzip;q=0.5", "gzip", gunzipSync],
  ["GZIP ; q=0.1", "gzip", gunzipSync],
])("sends a file of the build to who takes %s by %s, for a year", async (accepts, encoding, unzip) => {
  const { status, headers, body } = await ask(AT, { "accept-encoding": accepts });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-encoding": encoding,
    "content-type": "application/javascript; charset=UTF-8",
    "cache-control": "public, max-age=31536000, immutable",
    "content-length": String(body.length),
    vary: "Accept-Encoding",
  });
  expect(unzip(body).toString()).toBe(SCRIPT);
});

it("answers 304 to who has it in that encoding, and says to a HEAD what it says to a GET", async () => {
  const { headers } = await ask(AT, { "accept-encoding": "br" }, "HEAD");
  const { etag = "", "content-length": length } = headers;
  expect(Number(length)).toBeGreaterThan(0);
  for (const known of [etag, `"other", W/${etag}`, "*"]) {
    const again = await ask(AT, { "accept-encoding": "br", "if-none-match": known });
    expect([again.status, again.headers.etag, again.body.length]).toEqual([304, etag, 0]);
  }
  const zipped = await ask(AT, { "accept-encoding": "gzip", "if-none-match": etag });
  expect(zipped.status).toBe(200);
});

it.each([
  ["a file that is no text", "/_next/static/chunks/a.woff2", { "accept-encoding": "br" }, "GET"],
  ["who takes no encoding", AT, {}, "GET"],
  ["who refuses both", AT, { "accept-encoding": "br;q=0, gzip;q=0.0, xbr" }, "GET"],
  ["a part of a file", AT, { "accept-encoding": "br", range: "bytes=0-9" }, "GET"],
  ["another method", AT, { "accept-encoding": "br" }, "POST"],
  ["a file that isn't there", "/_next/static/chunks/b.js", { "accept-encoding": "br" }, "GET"],
  ["a way out of the folder", "/_next/static/../secret.js", { "accept-encoding": "br" }, "GET"],
  ["a query", `${AT}?dpl=1`, { "accept-encoding": "br" }, "GET"],
])("leaves to Next %s", async (_, url, headers, method) => {
  expect((await ask(url, headers, method)).body.toString()).toBe("by Next");
});

it("leaves all to Next where the build has compressed nothing", async () => {
  const empty = mkdtempSync(path.join(tmpdir(), "panel-built-"));
  const handler = sendBuiltFiles(empty, (_, response) => response.end("by Next"));
  server = http.createServer(handler);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}${AT}`)).text()).toBe("by Next");
  rmSync(empty, { recursive: true });
});
