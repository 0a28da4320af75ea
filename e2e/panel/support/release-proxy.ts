import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands in front of a panel under an address of its own: it can be away, or change an answer. */
export interface ReleaseProxy {
  url: string;
  /** Where the panel is. */
  readonly panel: string;
  /** Breaks off every request, as a phone without a network has it. */
  away: boolean;
  /** Never answers, as a phone that hardly has a network has it. */
  silent: boolean;
  /** Takes every cookie out of the answers, for a browser that keeps none. */
  cookieless: boolean;
  /** What the service worker's script becomes on its way. */
  worker: (script: string) => string;
  /** What answers told the browser to clear. */
  cleared: string[];
  close(): Promise<void>;
}

export async function startReleaseProxy(panel: string): Promise<ReleaseProxy> {
  const server = createServer((asked, answer) => pass(proxy, asked, answer));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: ReleaseProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    panel,
    away: false,
    silent: false,
    cookieless: false,
    worker: (script) => script,
    cleared: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

function pass(proxy: ReleaseProxy, asked: IncomingMessage, answer: ServerResponse): void {
  const { url: path = "", method, headers } = asked;
  if (proxy.away || proxy.silent) {
    if (proxy.away) asked.socket.destroy();
    return;
  }
  const isWorker = path === "/api/worker";
  const { host } = new URL(proxy.panel);
  const sent = { ...headers, host, ...(headers.origin ? { origin: proxy.panel } : {}) };
  if (isWorker) {
    sent["accept-encoding"] = "identity";
    delete sent["if-none-match"];
  }
  const onwards = request(`${proxy.panel}${path}`, { method, headers: sent }, (got) => {
    proxy.cleared.push(...[got.headers["clear-site-data"] ?? []].flat());
    const { location, etag, "content-length": _, ...rest } = got.headers;
    if (proxy.cookieless) delete rest["set-cookie"];
    const kept = { ...rest, ...(location ? { location: location.replace(proxy.panel, proxy.url) } : {}) };
    if (!isWorker) {
      answer.writeHead(got.statusCode ?? 502, { ...kept, ...(etag ? { etag } : {}) });
      got.pipe(answer);
      return;
    }
    const parts: Buffer[] = [];
    got.on("data", (part: Buffer) => parts.push(part));
    got.on("end", () => {
      answer.writeHead(got.statusCode ?? 502, kept);
      answer.end(proxy.worker(Buffer.concat(parts).toString("utf8")));
    });
  });
  onwards.on("error", () => asked.socket.destroy());
  answer.on("close", () => onwards.destroy());
  asked.pipe(onwards);
}
