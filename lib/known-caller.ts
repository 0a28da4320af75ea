import type { QueueTurn } from "./fair-queue";
import { perProcess } from "./per-process";

/** What a request may prove itself by. */
export interface Credentials {
  cookie: string;
  authorization: string;
}

/** Whether a request proves a session, a browser that signed in before, or a program's token. */
type Proof = (held: Credentials, caller: Omit<QueueTurn, "lane">) => Promise<boolean>;

/** The server in front of Next can't import the accounts: Next's modules provide the proof when they boot. */
const provided = perProcess("known-caller", () => ({ proof: null as Proof | null }));

export function provideKnownCaller(proof: Proof | null): void {
  provided.proof = proof;
}

/** False as well before the panel has booted. Throws what the proof throws: it must be cheap and answer for itself. */
export const isKnownCaller: Proof = async (held, caller) => (await provided.proof?.(held, caller)) ?? false;
