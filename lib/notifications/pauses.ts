import { MINUTE_MS } from "@/lib/units";

/** After each attempt at a webhook or a security mail that failed; after the last one it is given up. */
export const PAUSES_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
