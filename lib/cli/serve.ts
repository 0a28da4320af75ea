import { createServer } from "node:http";
import process from "node:process";
import type createNextApp from "next";
import type { Config } from "../config";
import { log } from "../log";
import { sendConsoleToLog } from "./console-to-log";
import { createHttpServer } from "./http-server";

/** Starts Next in this process, and listens once it can answer. A fault ends the process with exit code 1. */
export async function serve(createApp: typeof createNextApp, dir: string, settings: Config): Promise<void> {
  sendConsoleToLog();
  const { listenAddress: hostname, port } = settings;
  // Next would add an `upgrade` listener, which leaves such requests unanswered, to the server that it is given here.
  const app = createApp({ dev: false, dir, hostname, port, quiet: true, httpServer: createServer() });
  await app.prepare();
  const answer = app.getRequestHandler();
  const server = createHttpServer((request, response) => {
    answer(request, response).catch((err) => {
      log.error({ err }, "a request could not be answered");
      response.destroy();
    });
  }, settings);
  server.on("error", (err) => {
    log.fatal({ err }, "the panel could not listen");
    process.exit(1);
  });
  server.listen(port, hostname);
}
