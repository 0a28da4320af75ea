import type { z } from "zod";
import type { RawRow } from "../rows/raw-row";
import type { ReplyKind } from "./action";
import { HOST_ACTIONS } from "./hosts";
import { LIST_ACTIONS } from "./lists";
import { PROVISIONING_ACTIONS } from "./provisioning";
import { USER_ACTIONS } from "./users";

/** All 36 actions of the vendor's document; those with a `subvaction` stand once for each. */
export const CATALOGUE = { ...LIST_ACTIONS, ...USER_ACTIONS, ...PROVISIONING_ACTIONS, ...HOST_ACTIONS };

export type ActionName = keyof typeof CATALOGUE;
export type ParamsOf<Name extends ActionName> = z.input<(typeof CATALOGUE)[Name]["params"]>;

/** What each kind of answer comes to. */
export interface ReplyValues extends Record<ReplyKind, unknown> {
  ack: null;
  /** What stands behind the first `|`; null for a bare `0`. */
  "ack-data": string | null;
  list: RawRow[];
  object: RawRow;
  state: { word: string; details: RawRow | null };
}
export type ReplyOf<Name extends ActionName> = ReplyValues[(typeof CATALOGUE)[Name]["reply"]];
