import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { answerApi } from "./api";
import { ControlClient } from "./control-client";
import { answerControl } from "./control-routes";
import { Master, type MasterOptions } from "./master";

export interface SimulatorOptions extends Partial<MasterOptions> {
  /** 0, the default: any free one. */
  port?: number;
  /** Anything but a loopback address opens `/_sim` to the network. */
  listenAddress?: string;
}

export const DEFAULT_SECRET = "simulator-secret";

/** The control surface over HTTP, and the master itself for a test in the same process. */
export class SimulatorControl extends ControlClient {
  constructor(
    base: string,
    readonly master: Master,
  ) {
    super(base);
  }
}

export interface Simulator {
  /** The endpoint: `http://127.0.0.1:PORT/api/v3`. */
  url: string;
  base: string;
  control: SimulatorControl;
  close(): Promise<void>;
}

/** Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const master = new Master({ ...options, secret: options.secret ?? DEFAULT_SECRET });
  const server = serverFor(master);
  const address = options.listenAddress ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const base = `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
  return {
    url: `${base}/api/v3`,
    base,
    control: new SimulatorControl(base, master),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function serverFor(master: Master): Server {
  return createServer((request, response) => {
    response.sendDate = false;
    const url = new URL(request.url ?? "/", "http://simulator");
    const answer =
      url.pathname === "/api/v3" ? answerApi : url.pathname.startsWith("/_sim/") ? answerControl : null;
    if (!answer) {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found\n");
      return;
    }
    answer(master, request, response, url).catch((error: unknown) => {
      // The caller is gone, or sent what cannot be read: nothing that another call should suffer from.
      if (!response.destroyed) console.error("simulator:", error);
      response.destroy();
    });
  });
}
