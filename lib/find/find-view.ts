import type { HostView } from "../hosts/host-view";
import type { HostState } from "../operations/host-states";
import type { LedgerOperation, OperationOutcome } from "../operations/operation-view";

/** A host that was found, as a line of the palette. */
export interface FoundHost {
  id: string;
  name: string;
  state: HostState;
  /** What tells it from others: its address first. */
  facts: string[];
  /** What can be asked of it goes by this; null where that is nothing: it is nobody's, or listed twice. */
  view: HostView | null;
}

export interface FoundPerson {
  userId: string;
  name: string | null;
  email: string | null;
  hosts: number;
}

export interface FoundDeed {
  id: string;
  kind: LedgerOperation["kind"];
  outcome: OperationOutcome;
  hostName: string;
}

/** `/api/find`. */
export interface FoundView {
  hosts: FoundHost[];
  /** In all, of which `hosts` are the first. */
  hostCount: number;
  /** The hosts that are meant beside the name of an action or a page. */
  targets: FoundHost[];
  /** For staff alone. */
  customers: FoundPerson[];
  operations: FoundDeed[];
  /** The master doesn't answer: nothing can be asked of a host now. */
  masterDown: boolean;
}

/** `/api/find/mappings`: where a port or a domain leads. */
export interface FoundMappings {
  mappings: FoundMapping[];
  /** RStack gave no answer that can be read. */
  failed: boolean;
}

export interface FoundMapping {
  vmId: string;
  hostName: string;
  /** By name, as far as one is kept; null where the host is nobody's. */
  customer: string | null;
  /** Address and port, or domain. */
  from: string;
  insidePort: number | null;
}

/** Letters of a search; more is no search. */
export const TEXT_LIMIT = 100;
/** Things opened last that are asked for at a time. */
export const RECENT_LIMIT = 8;
