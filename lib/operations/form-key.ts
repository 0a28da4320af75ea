import { createHash } from "node:crypto";
import type { OperationKind } from "./command-rules";

/** What a program sends in place of a form's key. Within its account it stands for one body alone, whatever host that names. */
export type ProgramKey = {
  /** The token that it came with, for the ledger to name. */
  tokenId: string;
  /** Of the host and the body, keyed: there may be a password in it. */
  bodyHash: string;
} & (
  | { key: string }
  /** The key as the ledger has it, and where the operation waited for its host, the id that it was given then. */
  | { formKey: string; id?: string }
);

/** A form's own random text, or what a program sends in its place. */
export type FormKey = string | ProgramKey;

/** Of what makes a form one of its kind: who sends it, what for, and its own key. */
export const hashOf = (parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** Of an account: what one of its tokens asked for isn't done again under the next. */
export const programKeyOf = (accountId: string, key: string): string => hashOf(["account", accountId, key]);

/** As releases before keys were an account's wrote it. */
export const keyOfOneToken = (tokenId: string, key: string): string => hashOf(["token", tokenId, key]);

/**
 * The browser's key of one form, bound to who sends it, which host and what for: another person's or another
 * operation's key can't collide, and the key itself is kept nowhere. A program's is bound to its account alone.
 */
export function formKeyOf(form: {
  accountId: string;
  vmId: string;
  kind: OperationKind;
  key: FormKey;
}): string {
  const { accountId, vmId, kind, key } = form;
  if (typeof key === "string") {
    return hashOf([accountId, vmId, kind, key]);
  }
  return "key" in key ? programKeyOf(accountId, key.key) : key.formKey;
}
