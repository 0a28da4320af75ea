import { config } from "@/lib/config";

const LONGEST_MS = 60_000;

/** A console takes no ten minutes to open or end. */
export const consoleLimitMs = (): number => Math.min(LONGEST_MS, config().operations.limitMs);
