import { SeededRandom } from "../../lib/simulator/fleet/random";
import { CUSTOMERS, moments, type Timed } from "./moments";

/** What staff do to a host. The same moment of a plan locks a host that is free and unlocks one that is locked. */
export interface PlannedStaffCommand extends Timed {
  vmid: string;
  does: "lock" | "suspend" | "transfer";
  /** To whom, where it is handed over. */
  to: string;
  instance: 0 | 1;
  formKey: string;
}

/** One tab: an event stream that is opened again whenever it ends. */
export interface PlannedStream extends Timed {
  userid: string;
  instance: 0 | 1;
  /** How long each is held before it is closed and opened anew. */
  heldMs: number;
  /** Draws the host that is open in it. In [0, 1). */
  draw: number;
}

const STAFF_EVERY_MS = 3_000;
const STUBBORN_SHARE = 0.2;
/** What staff locked or suspended is freed after so long, so that customers can go on. */
const FREED_AFTER_MS = [3_000, 9_000] as const;

/** From numbers of its own: what customers do and what breaks is the same with staff as without. */
export function staffPlan(
  seed: number,
  endMs: number,
  hosts: readonly { vmid: string; ignoresShutdown: boolean }[],
): PlannedStaffCommand[] {
  const random = new SeededRandom(seed + 3);
  const vmidsOf = (some: typeof hosts) => some.map(({ vmid }) => vmid);
  // Where a customer's Stop goes on and on, a lock or a suspension takes its place.
  const stubborn = vmidsOf(hosts.filter(({ ignoresShutdown }) => ignoresShutdown));
  return moments(random, endMs, STAFF_EVERY_MS)
    .flatMap((at): PlannedStaffCommand[] => {
      const [first = "", ...others] = random.next() < STUBBORN_SHARE ? stubborn : vmidsOf(hosts);
      const vmid = random.pick([first, ...others]);
      const does = random.pick<PlannedStaffCommand["does"]>(["lock", "suspend", "lock", "transfer"]);
      const one = (when: number): PlannedStaffCommand => ({
        at: when,
        vmid,
        does,
        to: random.pick(CUSTOMERS),
        instance: random.next() < 0.5 ? 0 : 1,
        formKey: random.guid(),
      });
      return does === "transfer" ? [one(at)] : [one(at), one(at + random.between(...FREED_AFTER_MS))];
    })
    .filter(({ at }) => at < endMs)
    .sort((a, b) => a.at - b.at);
}

const STREAMS_EACH = 2;

export function streamPlan(seed: number): PlannedStream[] {
  const random = new SeededRandom(seed + 4);
  return CUSTOMERS.flatMap((userid) =>
    Array.from({ length: STREAMS_EACH }, (_, index) => ({
      at: random.between(500, 6_000),
      userid,
      instance: (index % 2) as 0 | 1,
      heldMs: random.between(4_000, 40_000),
      draw: random.next(),
    })),
  );
}
