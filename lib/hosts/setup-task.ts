import "server-only";
import { master } from "../master";
import { readableRefusal } from "../operations/readable-refusal";
import { cleanText } from "./clean-text";
import { hostStateOf } from "./host-state";
import type { OwnedHost } from "./owned-host";

/** The vendor's codes of a task's status: waiting, installing, starting, done. */
export const SETUP_STATUSES = ["0", "1", "2", "3"] as const;

/** Each as a step of an operation. */
export const SETUP_STEPS = { "0": "waiting", "1": "copying", "2": "starting", "3": "done" } as const;

export interface SetupTask {
  state: "setting-up" | "setup-failed";
  /** Null where the master doesn't say. */
  status: (typeof SETUP_STATUSES)[number] | null;
  /** The master's own words; null where it says none, or none that a customer can read. */
  message: string | null;
}

/** How far the set-up of a host is, or why it failed, as `vm_state` tells now; null while none is in progress or failed. */
export async function setupTaskOf({ vmId, row }: OwnedHost): Promise<SetupTask | null> {
  const read = await master().readState(vmId, { priority: "open-host" });
  if (!read.ok) {
    return null;
  }
  const state = hostStateOf({ word: read.value.word, status: row.status });
  if (state !== "setting-up" && state !== "setup-failed") {
    return null;
  }
  const task = read.value.details?.task ?? null;
  return {
    state,
    status: SETUP_STATUSES.find((code) => code === task?.status) ?? null,
    message: readableRefusal(cleanText(task?.message ?? null)),
  };
}
