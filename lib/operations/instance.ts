import { randomUUID } from "node:crypto";
import { perProcess } from "../per-process";

/** Names this process in claims; a new one after each start, so that nobody takes over a dead process's claim as its own. */
export const instanceId = (): string => perProcess("instance-id", randomUUID);
