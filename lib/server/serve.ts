import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type createNextApp from "next";
import type { Config } from "../config";
import { log } from "../log";
import { routeLabels } from "../metrics/routes";
import { endStart, StartError } from "../process/end-start";
import { listenWords } from "../process/port-check";
import { sendConsoleToLog } from "./console-to-log";
import { createHttpServer } from "./http-server";
import { sendNextAnswers } from "./next-answers";

/** Starts Next in this process, and listens once it can answer. A fault ends the process with exit code 1. */
export async function serve(createApp: typeof createNextApp, dir: string, settings: Config): Promise<void> {
  sendConsoleToLog();
  const { listenAddress: hostname, port } = settings;
  // Next would add an `upgrade` listener, which leaves such requests unanswered, to the server that it is given here.
  const app = createApp({ dev: false, dir, hostname, port, quiet: true, httpServer: createServer() });
  await app.prepare().catch((err) => endStart(err, "Next can't serve the build: run `npm run build` again"));
  const answer = app.getRequestHandler();
  const next: RequestListener = (request, response) => {
    answer(request, response).catch((err) => {
      log.error({ err }, "a request could not be answered");
      response.destroy();
    });
  };
  const distDir = path.join(dir, ".next");
  const handle = sendNextAnswers(next);
  await tryRequests(createHttpServer(handle, settings));
  const routeOf = routeLabels(distDir);
  const server = createHttpServer(handle, { ...settings, routeOf });
  server.on("error", (err) => endStart(listenFault(err, settings), "the panel could not listen"));
  // Node's own 511 is less than one flood: whoever comes then is let in seconds later, when their system asks again.
  server.listen(port, hostname, 4_096, () =>
    log.info({ panel: settings.panelOrigin, embedded: settings.databaseUrl === null }, "the panel is ready"),
  );
}

const listenFault = (err: NodeJS.ErrnoException, at: Pick<Config, "listenAddress" | "port">): Error => {
  const words = listenWords(err.code, at);
  return words ? new StartError(words) : err;
};

/** Milliseconds. */
const TRY_LIMITS = {
  /** Until the start is given up. */
  all: 300_000,
  /** Between two lines of the log that say what the start waits for. */
  tell: 30_000,
  /** Between two tries. */
  again: 500,
};
/** What fails so often while the database answers is the build's fault. */
const TRIES = 3;

/** The status that a page answers; 0 where no answer came. */
type Ask = (page: string) => Promise<number>;

/**
 * Asks for some pages on a port that nobody knows: a build can be broken in ways that only a request shows. A busy machine
 * takes long for the first answers, and a database can be silent for a moment: neither ends the start.
 */
export async function tryRequests(server: Server, limits = TRY_LIMITS): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const signal = AbortSignal.timeout(limits.all);
  const last = { page: "", status: 0 };
  const telling = setInterval(() => log.warn(last, "the start still waits for a page"), limits.tell);
  telling.unref();
  const ask: Ask = async (page) => {
    last.page = page;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${page}`, { redirect: "manual", signal });
      last.status = answer.status;
      await answer.arrayBuffer();
    } catch (err) {
      if (signal.aborted) {
        endStart(err, `${page} was not answered in ${limits.all / 1000} s: is the machine too busy?`);
      }
      log.warn({ err, page }, "a page was not answered at the start");
      last.status = 0;
    }
    return last.status;
  };
  for (const page of ["/sign-in", "/hosts"]) {
    await tryPage(page, ask, limits.again);
  }
  clearInterval(telling);
  server.close();
  server.closeIdleConnections();
}

async function tryPage(page: string, ask: Ask, againMs: number): Promise<void> {
  let status = 0;
  for (let left = TRIES; left > 0; left--) {
    await untilReady(ask, againMs);
    status = await ask(page);
    if (status > 0 && status < 500) {
      return;
    }
  }
  endStart(null, `${page} answers ${status}: see above, or run \`npm run build\` again`);
}

/** 503 says what passes, and is no fault of the build. */
async function untilReady(ask: Ask, againMs: number): Promise<void> {
  let status = await ask("/api/ready");
  for (let left = TRIES; status !== 200; left -= status === 503 ? 0 : 1) {
    if (left === 0) {
      endStart(null, `/api/ready answers ${status}: see above, or run \`npm run build\` again`);
    }
    await wait(againMs);
    status = await ask("/api/ready");
  }
}
