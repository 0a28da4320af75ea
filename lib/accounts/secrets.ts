import "server-only";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { config } from "../config";

/** 192 bits, for cookies. */
export const newToken = (): string => randomBytes(24).toString("base64url");

/** What is kept of a token that has its own randomness. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/** For keys made of what people typed: a table of plain names would hold passwords typed into the wrong field. */
export const keyedHash = (purpose: string, ...parts: string[]): string =>
  createHmac("sha256", config().authSecret)
    .update(JSON.stringify([purpose, ...parts]))
    .digest("base64url");
