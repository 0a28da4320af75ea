import type { z } from "zod";

/** How the answer to an action is read; decided by the action, never guessed from the answer. */
export type ReplyKind =
  /** `0` */
  | "ack"
  /** `0|data`; `0` alone where the vendor leaves the data out. */
  | "ack-data"
  /** A JSON array, or an empty body for no rows. */
  | "list"
  /** A JSON object. */
  | "object"
  /** `word|{json}`, `vm_state` alone. */
  | "state";

/** Queries change nothing and may be asked again; commands are sent once, ever. */
export type CallKind = "query" | "command";

export interface Action<
  Params extends z.ZodType = z.ZodType,
  Reply extends ReplyKind = ReplyKind,
  Kind extends CallKind = CallKind,
> {
  /** The vendor's name. */
  action: string;
  /** Where one vendor name holds several actions; not a parameter, so that no caller can choose another. */
  subvaction: string | null;
  kind: Kind;
  reply: Reply;
  /** Strict: exactly the documented keys. A key that is left out is not sent. */
  params: Params;
}

export const query = <const Reply extends ReplyKind, Params extends z.ZodType>(
  action: string,
  reply: Reply,
  params: Params,
  subvaction: string | null = null,
): Action<Params, Reply, "query"> => ({ action, subvaction, kind: "query", reply, params });

export const command = <const Reply extends ReplyKind, Params extends z.ZodType>(
  action: string,
  reply: Reply,
  params: Params,
  subvaction: string | null = null,
): Action<Params, Reply, "command"> => ({ action, subvaction, kind: "command", reply, params });
