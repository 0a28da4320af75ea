import "server-only";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { config } from "@/lib/config";
import { perProcess } from "@/lib/per-process";
import type { HandOff } from "./console-view";

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

/** All that a node may need to let a browser in. A provider's module gets it as it is (docs/console-adapter.md). */
export interface ConsoleTicket {
  /** The origin to send the form to: the node's, or the gateway's that stands in for it. */
  origin: string;
  /** `vnctoken`. */
  token: string;
  /** `vmname`, as the master wrote it. */
  vmName: string | null;
  guid: string | null;
  /** `nodeip`. */
  nodeAddress: string | null;
  /** ISO 8601. */
  expiresAt: string | null;
  hostId: string;
  language: "en" | "zh-CN";
}

/** What an adapter makes of a ticket. */
const Form = z.strictObject({
  method: z.enum(["post", "get"]),
  url: z.string().max(2_000),
  fields: z
    .record(z.string().min(1).max(100), z.string().max(8_000))
    .refine((all) => Object.keys(all).length <= 40),
});
export type AdapterForm = z.infer<typeof Form>;
export type ConsoleAdapter = (ticket: ConsoleTicket) => AdapterForm | Promise<AdapterForm>;

/** The fields under the vendor's own names, as they are. */
export const plainForm =
  (method: "post" | "get"): ConsoleAdapter =>
  ({ origin, token, vmName, guid }) => ({
    method,
    url: `${origin}/`,
    fields: { vmname: vmName ?? "", guid: guid ?? "", vnctoken: token },
  });

/** An adapter's form, held to the origin that was checked. Throws what is wrong with it, without its values. */
export function handOffOf(made: unknown, ticket: ConsoleTicket): HandOff {
  const parsed = Form.safeParse(made);
  if (!parsed.success) {
    const where = parsed.error.issues.map(
      ({ path, code }) => `${path.slice(0, 1).join(".") || "it"} (${code})`,
    );
    throw new Error(`The console adapter returned no form: ${where.join(", ")}`);
  }
  const { method, url, fields } = parsed.data;
  const action = URL.canParse(url) ? new URL(url) : null;
  if (!action || action.origin !== ticket.origin || action.username || action.password || action.hash) {
    throw new Error("The console adapter returned an address that is not on the ticket's origin");
  }
  if (method === "get" && action.search) {
    throw new Error(
      "The console adapter returned a query in the address of a GET: it belongs into the fields",
    );
  }
  return { method, action: action.href, fields: Object.entries(fields), expiresAt: ticket.expiresAt };
}
