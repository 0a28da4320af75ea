import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const RANDOM_BYTES = 32;
/** `rsp_` and 256 random bits: all of a token that the first release made. */
const WITHOUT_CHECKSUM = /^rsp_[A-Za-z0-9_-]{43}$/;
const WITH_CHECKSUM = /^(rsp_[A-Za-z0-9_-]{43})([A-Za-z0-9_-]{6})$/;

/** The checksum lets what was mistyped or made up be refused without a statement. It is no secret. */
export const newTokenText = (): string => {
  const text = `rsp_${randomBytes(RANDOM_BYTES).toString("base64url")}`;
  return text + checksumOf(text);
};

/** `older`: as the first release made them, without a checksum. Null: no token can be that. */
export function tokenFormOf(text: string): "checked" | "older" | null {
  const [, body = "", checksum] = WITH_CHECKSUM.exec(text) ?? [];
  if (checksum !== undefined) {
    return checksum === checksumOf(body) ? "checked" : null;
  }
  return WITHOUT_CHECKSUM.test(text) ? "older" : null;
}

function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString("base64url");
}
