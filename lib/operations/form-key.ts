import { createHash } from "node:crypto";
import type { OperationKind } from "./command-rules";

/** What a program sends in place of a form's key. Under its token it stands for one body alone, whatever host that names. */
export interface ProgramKey {
  tokenId: string;
  key: string;
  /** Of the host and the body, keyed: there may be a password in it. */
  bodyHash: string;
}

/** A form's own random text, or what a program sends in its place. */
export type FormKey = string | ProgramKey;

const hashOf = (parts: string[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

export const programKeyOf = ({ tokenId, key }: Pick<ProgramKey, "tokenId" | "key">): string =>
  hashOf(["token", tokenId, key]);

/**
 * The browser's key of one form, bound to who sends it, which host and what for: another person's or another
 * operation's key can't collide, and the key itself is kept nowhere. A program's is bound to its token.
 */
export function formKeyOf(form: {
  accountId: string;
  vmId: string;
  kind: OperationKind;
  key: FormKey;
}): string {
  const { accountId, vmId, kind, key } = form;
  return typeof key === "string" ? hashOf([accountId, vmId, kind, key]) : programKeyOf(key);
}
