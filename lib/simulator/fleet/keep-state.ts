import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { UserState } from "../control/types";
import type { Master } from "../master";
import { type NatRule, nextReset, type SimBackup, type SimTask } from "./fleet";
import type { SimHost } from "./host";
import type { Node } from "./infrastructure";
import { runSetup } from "./setup-task";

/** A master between two runs. Settings, faults, clock and consoles are those of each start. */
export interface KeptState {
  version: 1;
  hosts: SimHost[];
  users: UserState[];
  rules: NatRule[];
  tasks: Omit<SimTask, "finish">[];
  backups: SimBackup[];
  nodes: Node[];
  /** The free addresses that are listed, by pool. */
  addresses: [string, string[]][];
  turns: [string, number][];
  numbers: { host: number; user: number };
}

const EACH_MS = 2_000;
/** More than the longest chain of steps takes. */
const LONGEST_WORK_MS = 24 * 3_600_000;

/** Throws where there is a file that holds no such state; null where there is none. */
export function readState(file: string): KeptState | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const state = JSON.parse(text) as KeptState;
  if (state.version !== 1)
    throw new Error(`${file} is of another version: without it the fleet begins afresh`);
  return state;
}

/** In place of the fleet. What was half done when its process was killed goes on as far as a row can tell. */
export function restore(master: Master, state: KeptState): void {
  master.load(state, { seed: Date.now() });
  master.nodes = state.nodes;
  master.addresses.relist(state.addresses);
  for (const [areaid, turn] of state.turns) master.turns.set(areaid, turn);
  master.numbers = { ...state.numbers };
  const now = Date.now() / 1000;
  for (const host of state.hosts) {
    if (host.bwdate < now) host.bwdate = nextReset();
    if (host.setup === "running") runSetup(master, host);
  }
}

/**
 * Writes the state while nothing is under way, at most every two seconds, where something was done since; `end` lets
 * what is under way come to its end first, as a master does while nobody looks.
 */
export function keepState(master: Master, file: string): { end: () => void } {
  let written = "";
  const write = () => {
    const text = JSON.stringify(stateOf(master));
    if (text !== written) {
      writeFileSync(`${file}.new`, text, { mode: 0o600 });
      renameSync(`${file}.new`, file);
      written = text;
    }
  };
  const timer = setInterval(() => {
    master.settle();
    if (!master.hasPending) write();
  }, EACH_MS);
  return {
    end: () => {
      clearInterval(timer);
      master.clock.advance(LONGEST_WORK_MS);
      master.settle();
      write();
    },
  };
}

export const stateOf = (master: Master): KeptState => ({
  version: 1,
  hosts: [...master.hosts.values()],
  users: master.users,
  rules: master.rules,
  tasks: master.tasks,
  backups: master.backups,
  nodes: master.nodes,
  addresses: master.addresses.lists(),
  turns: [...master.turns],
  numbers: master.numbers,
});
