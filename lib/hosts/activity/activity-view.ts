import type { HostState } from "../../operations/host-states";
import type { OperationView } from "../../operations/operation-view";
import type { EndCause } from "../console/end-cause";

/** `viewing`: staff who looked through the customer's eyes. */
export type ActivityActor =
  | { who: "you" | "schedule" | "panel" }
  | { who: "other" | "staff" | "viewing"; name: string };

/** On what an outcome rests, as far as it can be said in words. */
export type SeenBasis =
  | { what: "state"; state: HostState; at: string; wasOff: boolean }
  /** What the master lists showed it. */
  | { what: "listed" }
  /** Looked for this long, in ms, and not seen. */
  | { what: "waited"; ms: number }
  | { what: "owner-changed" }
  /** Staff ended the wait for it: what the master did with it nobody has seen. */
  | { what: "released" };

/** One line of a list of operations, with all that it opens to. Times are ISO 8601 in UTC. */
export interface ActivityEntry {
  operation: OperationView;
  host: {
    id: string;
    name: string;
    /** Still this customer's, so that its page can be opened. */
    theirs: boolean;
  };
  actor: ActivityActor;
  sentAt: string | null;
  /** From when its outcome was looked for, since no answer came. */
  checkedAt: string | null;
  seen: SeenBasis | null;
  /** Why the panel ended a console by itself; `actor` is who had opened it. Null: somebody asked for it. */
  cause: EndCause | null;
  /** The master refused, and had done it all the same. */
  despiteRefusal: boolean;
}

export interface ActivityPage {
  /** Newest first. */
  entries: ActivityEntry[];
  /** The `after` of the page below; null at the last one. */
  next: string | null;
}

export interface ActivityHost {
  id: string;
  name: string;
}
