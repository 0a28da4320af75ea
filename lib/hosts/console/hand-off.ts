import { z } from "zod";
import type { HandOff } from "./console-view";

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
