import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a node's web server would see it. */
export interface NodeRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
  fields: Record<string, string>;
}

export interface FakeNode {
  /** As `vm_console` names it: `http://127.0.0.1:PORT`. */
  url: string;
  /** As `CONSOLE_HOSTS` names it: `127.0.0.1:PORT`. */
  place: string;
  /** What came since the last `forget`; without a browser's own question for an icon. */
  requests: NodeRequest[];
  forget(): void;
  close(): Promise<void>;
}

/** What stands at the end of a console's way: takes the form and shows a page. */
export async function startFakeNode(port = 0): Promise<FakeNode> {
  const requests: NodeRequest[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (piece: string) => {
      body += piece;
    });
    request.on("end", () => {
      const url = request.url ?? "/";
      if (url !== "/favicon.ico") {
        const query = new URL(url, "http://node").searchParams;
        const fields = Object.fromEntries(request.method === "POST" ? new URLSearchParams(body) : query);
        requests.push({ method: request.method ?? "", url, headers: request.headers, fields });
      }
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end("<!doctype html><title>Fake node</title><h1>Console of a fake node</h1>");
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${place}`,
    place,
    requests,
    forget: () => {
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
