import { createServer, type IncomingMessage } from "node:http";
import { startDnsServer } from "../../lib/hosts/network/testing/dns-server";
import { ControlClient } from "../../lib/simulator/control/client";
import { leaksOf } from "./leaks";
import { startMailbox } from "./mailbox";
import { freePort } from "./panel-process";
import { type Core, type Started, startCore, type World } from "./world";

// Playwright takes a new process for each file with other settings, and one after that for the next file. Panels with the
// usual settings outlive these, as each takes nine seconds of a processor to start: Playwright's first process lends them out.

/** Where a worker asks for one. */
const ADDRESS = "PANEL_E2E_WORLDS";

/** Of what runs in a worker, at the places that the panel was told. */
type Ports = Record<"mail" | "dns" | "node", number>;
type Lent = Pick<Core, "url" | "env" | "folder" | "logFile"> & {
  id: number;
  ports: Ports;
  master: Pick<Core["simulator"], "url" | "base">;
};
interface Kept {
  /** What a file leaves behind must not be there when it runs on the other screen. */
  screen: string;
  core: Started<Core>;
  lent: Lent;
}
type Question =
  | { ask: "lend"; screen: string }
  | { ask: "account"; id: number; kind: Parameters<Core["account"]>[0] }
  | { ask: "session"; id: number; username: string }
  | { ask: "take back"; id: number; isFit: boolean };

/** Playwright's global set-up. What it returns stops the worlds, and throws where one left a secret behind. */
export default async function keepWorlds(): Promise<() => Promise<void>> {
  const all = new Map<number, Kept>();
  let free: Kept[] = [];
  const leaks: string[] = [];
  let made = 0;
  const lend = async (screen: string): Promise<Lent> => {
    const others = free.filter((kept) => kept.screen !== screen);
    free = free.filter((kept) => kept.screen === screen);
    // The tests on that screen are over, or nearly.
    await Promise.all(others.map(end));
    const kept = free.pop() ?? (await make(++made, screen));
    all.set(kept.lent.id, kept);
    return kept.lent;
  };
  const end = async (kept: Kept) => {
    all.delete(kept.lent.id);
    leaks.push(...(await leaksOf(kept.core)));
    await kept.core.stop();
  };
  const answer = async (question: Question): Promise<unknown> => {
    if (question.ask === "lend") return lend(question.screen);
    const kept = all.get(question.id);
    if (!kept) throw new Error(`there is no world ${question.id}`);
    if (question.ask === "account") return kept.core.account(question.kind);
    if (question.ask === "session") return kept.core.session(question.username);
    if (question.isFit) free.push(kept);
    else await end(kept);
    return null;
  };
  const server = createServer((request, response) => {
    bodyOf(request)
      .then((body) => answer(JSON.parse(body) as Question))
      .then(
        (value) => response.end(JSON.stringify({ value })),
        (error: unknown) => response.end(JSON.stringify({ error: String(error) })),
      );
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  process.env[ADDRESS] = `http://127.0.0.1:${port}`;
  return async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all([...all.values()].map(end));
    if (leaks.length > 0) throw new Error(`Secrets were left behind:\n${leaks.join("\n")}`);
  };
}

async function make(id: number, screen: string): Promise<Kept> {
  const [mail, dns, node] = [await freePort(), await freePort(), await freePort()];
  const core = await startCore({
    env: {
      SMTP_URL: `smtp://127.0.0.1:${mail}`,
      DOMAIN_DNS: `127.0.0.1:${dns}`,
      CONSOLE_HOSTS: `127.0.0.1:${node}`,
    },
  });
  const { url, env, folder, logFile, simulator } = core;
  const master = { url: simulator.url, base: simulator.base };
  return { screen, core, lent: { id, url, env, folder, logFile, ports: { mail, dns, node }, master } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request) body += piece;
  return body;
}

async function asked<T>(question: Question): Promise<T> {
  const answer = await fetch(process.env[ADDRESS] ?? "", { method: "POST", body: JSON.stringify(question) });
  const { value, error } = (await answer.json()) as { value: T; error?: string };
  if (error !== undefined) throw new Error(error);
  return value;
}

export const borrowWorld = (screen: string): Promise<Lent> => asked({ ask: "lend", screen });

/** The world that was lent, with its mailbox and its DNS in this process; its master begins anew. */
export async function enterWorld({
  id,
  ports,
  master,
  ...lent
}: Lent): Promise<World & { leave(): Promise<void> }> {
  const [mailbox, dns] = await Promise.all([startMailbox(ports.mail), startDnsServer(ports.dns)]);
  const control = new ControlClient(master.base);
  await control.setApiListening(true);
  await control.reset({ fleet: "demo" });
  return {
    ...lent,
    mailbox,
    dns,
    simulator: { ...master, control, setListening: (listening) => control.setApiListening(listening) },
    account: (kind) => asked({ ask: "account", id, kind }),
    session: (username) => asked({ ask: "session", id, username }),
    async leave() {
      await mailbox.close();
      dns.close();
    },
  };
}

/** `isFit`: no test failed in it, so the next finds it as it should be. */
export const giveBack = ({ id }: Lent, isFit: boolean): Promise<void> =>
  asked({ ask: "take back", id, isFit });
