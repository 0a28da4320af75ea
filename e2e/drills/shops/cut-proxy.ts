import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What happens to the first request that is hit: cut off before or after the panel had it, or answered by somebody else. */
export const FAULTS = ["cut before", "cut after", "429", "503"] as const;
export type CutFault = (typeof FAULTS)[number];

const ANSWERS = {
  "429": { status: 429, code: "too-many" },
  "503": { status: 503, code: "not-answering" },
};

/** Between a shop and the panel. */
export class CutProxy {
  private readonly server = createServer((incoming, answer) => {
    this.pass(incoming, answer).catch(() => answer.destroy());
  });
  private fault: CutFault | null = null;
  private method = "POST";
  hits = 0;

  constructor(private readonly target: () => string) {}

  async open(): Promise<number> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return (this.server.address() as AddressInfo).port;
  }

  /** The next request of this method meets it, and no later one. */
  strike(fault: CutFault, method: string): void {
    this.fault = fault;
    this.method = method;
    this.hits = 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const fault = incoming.method === this.method ? this.fault : null;
    if (fault) {
      this.fault = null;
      this.hits += 1;
    }
    if (fault === "cut before") {
      incoming.socket.destroy();
      return;
    }
    if (fault === "429" || fault === "503") {
      const { status, code } = ANSWERS[fault];
      answer.writeHead(status, { "content-type": "application/problem+json", "retry-after": "1" });
      answer.end(JSON.stringify({ type: "about:blank", title: code, status, code }));
      return;
    }
    const { method, headers } = incoming;
    const asked = request(this.target() + incoming.url, { method, headers });
    asked.end(body);
    const [came] = (await once(asked, "response")) as [IncomingMessage];
    const bytes = await buffer(came);
    if (fault === "cut after") {
      incoming.socket.destroy();
      return;
    }
    answer.writeHead(came.statusCode ?? 502, came.headers);
    answer.end(bytes);
  }
}
