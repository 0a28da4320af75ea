import { randomUUID } from "node:crypto";
import { perProcess } from "../per-process";

/** Names this process in claims. New at each start, so that no process takes a dead one's claim for its own. */
export const instanceId = (): string => perProcess("instance-id", randomUUID);
