import "server-only";
import { pathToFileURL } from "node:url";
import { config } from "@/lib/config";
import { perProcess } from "@/lib/per-process";
import type { HandOff } from "./console-view";
import { type ConsoleAdapter, type ConsoleTicket, handOffOf, plainForm } from "./hand-off";

const PATIENCE_MS = 5_000;

/** The way that the settings name. Rejects where the provider's module can't be loaded or exports no function. */
export function consoleAdapter(): Promise<ConsoleAdapter> {
  const { adapter } = config().console;
  return perProcess(`console adapter ${adapter}`, () =>
    adapter === "post" || adapter === "get" ? Promise.resolve(plainForm(adapter)) : loadModule(adapter),
  );
}

async function loadModule(file: string): Promise<ConsoleAdapter> {
  // The provider's own file, which no bundler knows.
  const loaded: unknown = await import(
    /* turbopackIgnore: true */ /* @vite-ignore */ pathToFileURL(file).href
  );
  const made = typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : null;
  if (typeof made !== "function") {
    throw new Error("The module of CONSOLE_ADAPTER has no function as its default export");
  }
  return (ticket) => made(ticket);
}

/** Rejects where the provider's module fails, takes too long, or returns what is no form for the ticket's origin. */
export async function handOff(ticket: ConsoleTicket): Promise<HandOff> {
  const adapter = await consoleAdapter();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The console adapter took too long")), PATIENCE_MS);
  });
  try {
    return handOffOf(await Promise.race([adapter({ ...ticket }), late]), ticket);
  } catch (err) {
    throw withoutToken(err, ticket.token);
  } finally {
    clearTimeout(timer);
  }
}

/** What a module throws goes to the log, and may quote what it was given. */
function withoutToken(err: unknown, token: string): Error {
  const struck = new Error(String(err instanceof Error ? err.message : err).replaceAll(token, "[token]"));
  struck.name = "ConsoleAdapterError";
  return struck;
}
