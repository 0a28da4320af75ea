import { randomUUID } from "node:crypto";
import { perProcess } from "../per-process";

/** Names this process in leases. New at each start, so that no process takes a dead one's lease for its own. */
export const instanceId = (): string => perProcess("instance-id", randomUUID);
