import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import process from "node:process";
import type createNextApp from "next";
import type { Config } from "../config";
import { log } from "../log";
import { routeLabels } from "../metrics/routes";
import { sendConsoleToLog } from "./console-to-log";
import { createHttpServer } from "./http-server";

const ANSWER_LIMIT_MS = 30_000;

/** Starts Next in this process, and listens once it can answer. A fault ends the process with exit code 1. */
export async function serve(createApp: typeof createNextApp, dir: string, settings: Config): Promise<void> {
  sendConsoleToLog();
  const { listenAddress: hostname, port } = settings;
  // Next would add an `upgrade` listener, which leaves such requests unanswered, to the server that it is given here.
  const app = createApp({ dev: false, dir, hostname, port, quiet: true, httpServer: createServer() });
  await app.prepare().catch((err) => endWith(err, "Next can't serve the build: run `npm run build` again"));
  const answer = app.getRequestHandler();
  const handle: RequestListener = (request, response) => {
    answer(request, response).catch((err) => {
      log.error({ err }, "a request could not be answered");
      response.destroy();
    });
  };
  await tryRequests(createHttpServer(handle, settings));
  const routeOf = routeLabels(path.join(dir, ".next"));
  const server = createHttpServer(handle, { ...settings, routeOf });
  server.on("error", (err) => endWith(err, "the panel could not listen"));
  // Node's own 511 is less than one flood: whoever comes then is let in seconds later, when their system asks again.
  server.listen(port, hostname, 4_096, () =>
    log.info({ panel: settings.panelOrigin, embedded: settings.databaseUrl === null }, "the panel is ready"),
  );
}

/** On a port that nobody knows: a build can be broken in ways that only a request shows. */
async function tryRequests(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const page of ["/api/ready", "/sign-in", "/hosts"]) {
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
    const answer = await fetch(`http://127.0.0.1:${port}${page}`, { redirect: "manual", signal }).catch(
      (err) => endWith(err, `${page} is not answered`),
    );
    if (answer.status >= 500) {
      endWith(null, `${page} answers ${answer.status}: see above, or run \`npm run build\` again`);
    }
    await answer.arrayBuffer();
  }
  server.close();
  server.closeIdleConnections();
}

function endWith(err: unknown, what: string): never {
  log.fatal({ err }, what);
  process.exit(1);
}
