import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from "node:net";
import { onTestFinished } from "vitest";
import { unlimitedBudget } from "../budget";
import { createMasterClient, type MasterClientOptions } from "../client";
import type { MasterClient } from "../master-client";
import type { CallRecord } from "../retrying-caller";
import { EXPIRED, FOR_ELSEWHERE, FOR_LOCALHOST, KEY } from "./certificates";

export const SECRET = "canary-secret-0123456789abcdef";

export interface SeenRequest {
  method: string;
  url: string;
  form: [string, string][];
}

/** A server on loopback that keeps what it was sent. `answer` gets the request's form. Closed with the test. */
export async function wire(
  answer: (form: URLSearchParams, request: IncomingMessage) => TestAnswer | Promise<TestAnswer>,
) {
  const seen: SeenRequest[] = [];
  const server = createServer(handler(seen, answer));
  const port = await listen(server);
  return { url: new URL(`http://127.0.0.1:${port}/api/v3`), seen };
}

export interface TestAnswer {
  status?: number;
  headers?: Record<string, string>;
  body: string | Uint8Array;
}

function handler(seen: SeenRequest[], answer: Parameters<typeof wire>[0]): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
    seen.push({ method: request.method ?? "", url: request.url ?? "", form: [...form] });
    const { status = 200, headers = {}, body } = await answer(form, request);
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(body);
  };
}

/** Raw sockets: for answers that no HTTP server would give. `talk` is called once the whole request is there. */
export async function rawWire(talk: (socket: Socket, connection: number) => void) {
  let connections = 0;
  const server = createTcpServer((socket) => {
    const connection = ++connections;
    socket.on("error", () => {});
    socket.once("data", () => talk(socket, connection));
  });
  const port = await listen(server);
  return { url: new URL(`http://127.0.0.1:${port}/api/v3`), connections: () => connections };
}

/** Over TLS, with a certificate that is right or isn't. */
export async function tlsWire(certificate: "right" | "elsewhere" | "expired") {
  const cert = { right: FOR_LOCALHOST, elsewhere: FOR_ELSEWHERE, expired: EXPIRED }[certificate];
  const seen: SeenRequest[] = [];
  const server = createTlsServer(
    { key: KEY, cert },
    handler(seen, () => ({ body: "0" })),
  );
  const port = await listen(server);
  return { url: new URL(`https://127.0.0.1:${port}/api/v3`), seen };
}

async function listen(server: Server | TcpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A client with short deadlines, closed with the test; `calls` are its records. */
export function clientFor(url: URL, options: Partial<MasterClientOptions> = {}) {
  const calls: CallRecord[] = [];
  const client: MasterClient = createMasterClient({
    url,
    secret: SECRET,
    allowHttp: false,
    ownerField: "userid",
    budget: unlimitedBudget,
    onCall: (record) => calls.push(record),
    random: () => 0,
    ...options,
  });
  onTestFinished(() => client.close());
  return { client, calls };
}
