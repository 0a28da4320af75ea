import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { answerConsole } from "./actions/console-page";
import { answerApi } from "./api";
import { ControlClient } from "./control/client";
import { resetMaster } from "./control/reset";
import { answerControl, type SetListening } from "./control/routes";
import { Master, type MasterOptions } from "./master";

export interface SimulatorOptions extends Partial<MasterOptions> {
  /** 0, the default: any free one. */
  port?: number;
  /** A second port for `/_sim` alone, which stays up while the API's is closed (`setListening`). */
  controlPort?: number;
  /** Anything but a loopback address opens `/_sim` to the network. */
  listenAddress?: string;
  /** PEM texts; then `/api/v3` is HTTPS, and a control port must be given. */
  tls?: { key: string; cert: string };
}

export const DEFAULT_SECRET = "simulator-secret";

/** The control surface over HTTP, and the master itself for a test in the same process. */
class SimulatorControl extends ControlClient {
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
  /** The origin of `/_sim`. */
  base: string;
  control: SimulatorControl;
  /** False: connections to the endpoint are refused, as by a master that is down. */
  setListening(listening: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Rejects when a port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  if (options.tls && options.controlPort === undefined) throw new Error("tls needs a controlPort");
  const master = new Master({ ...options, secret: options.secret ?? DEFAULT_SECRET });
  resetMaster(master);
  const address = options.listenAddress ?? "127.0.0.1";
  const api = serverFor(listenerFor(master, null), options.tls);
  const port = await listen(api, options.port ?? 0, address);
  const setListening = (listening: boolean) => switchListener(api, listening, port, address);
  const control = options.controlPort === undefined ? null : serverFor(listenerFor(master, setListening));
  const controlPort = control ? await listen(control, options.controlPort ?? 0, address) : port;
  const host = address.includes(":") ? `[${address}]` : address;
  const base = `http://${host}:${controlPort}`;
  return {
    url: `${options.tls ? "https" : "http"}://${host}:${port}/api/v3`,
    base,
    control: new SimulatorControl(base, master),
    setListening,
    close: async () => {
      await stop(api);
      if (control) await stop(control);
    },
  };
}

/** On a shared port `/_sim` is answered too, but cannot close what it stands on. */
function listenerFor(master: Master, setListening: SetListening): RequestListener {
  return (request, response) => {
    response.sendDate = false;
    const url = new URL(request.url ?? "/", "http://simulator");
    const isApi = url.pathname === "/api/v3";
    const isConsole = url.pathname === "/" && request.method === "POST";
    if (!isApi && !isConsole && !url.pathname.startsWith("/_sim/")) {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found\n");
      return;
    }
    const answered = isApi
      ? answerApi(master, request, response, url)
      : isConsole
        ? answerConsole(master, request, response, url)
        : answerControl(master, request, response, url, setListening);
    answered.catch((error: unknown) => {
      // The caller is gone, or sent what cannot be read: nothing that another call should suffer from.
      if (!response.destroyed) console.error("simulator:", error);
      response.destroy();
    });
  };
}

function serverFor(listener: RequestListener, tls?: { key: string; cert: string }): Server {
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  // Longer than a client's pool keeps a socket: an idle one must not be closed just as it is used again.
  server.keepAliveTimeout = 65_000;
  return server;
}

async function listen(server: Server, port: number, address: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

async function switchListener(server: Server, on: boolean, port: number, address: string): Promise<void> {
  if (server.listening === on) return;
  if (on) await listen(server, port, address);
  else await stop(server);
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
