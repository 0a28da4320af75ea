"use client";

import {
  type ComponentProps,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useState,
} from "react";
import type { BatchFormAction, BatchTarget } from "@/components/hosts/batch/batch-target";
import { inProgressOf } from "@/components/hosts/host-look";
import { countPicked, PickBox, type Picking, usePicked } from "@/components/hosts/list/picking";
import { useHosts } from "@/components/hosts/live/hosts-live";
import { useKnown } from "@/components/hosts/live/use-known";
import type { BatchLimits } from "@/lib/hosts/batch/batch-view";
import type { HostView } from "@/lib/hosts/host-view";
import type { StaffBatchKind } from "@/lib/operations/batch-kinds";
import type { HostState } from "@/lib/operations/host-states";
import { changesHost, losesData } from "./fleet/status-deeds";

/** Its script comes with the first host that is selected, or the first command from a row. */
const BatchArea = lazy(() => import("@/components/hosts/batch/batch-area"));

/** A host of the page, as its row was drawn. */
interface FleetRow {
  id: string;
  name: string;
  owner: string | null;
  /** Null where it isn't known, or the page is about them. */
  ownerName: string | null;
  state: HostState;
  /** When that was read (ISO 8601). */
  stateAt: string | null;
}

interface Shared {
  rows: FleetRow[];
  picked: ReadonlySet<string> | null;
  /** Null for who may change nothing. */
  pick: Picking | null;
  /** One command of staff for one host. */
  ask: (kind: StaffBatchKind, target: BatchTarget) => void;
  /** What can be asked of the selected hosts; null while there is nothing to ask. */
  bulk: ReactNode;
}

const Context = createContext<Shared | null>(null);

/** What the list around knows of a row; null: nothing can be done from it. */
export function useFleetRow(id: string) {
  const shared = use(Context);
  const row = shared?.rows.find((one) => one.id === id);
  return shared && row ? { row, mayChange: shared.pick !== null, ask: shared.ask } : null;
}

interface FleetPickingProps {
  rows: FleetRow[];
  /** Of staff who may: for all kinds but a transfer, and for that. Null: who looks may not. */
  actions: { status: BatchFormAction; transfer: BatchFormAction } | null;
  short: ComponentProps<typeof BatchArea>["short"];
  limits: BatchLimits;
  children: ReactNode;
}

/** Around the staff's table: which hosts are selected, also over several of its pages, and what can be asked of them. */
export function FleetPicking({ rows, actions, short, limits, children }: FleetPickingProps) {
  const [picked, pickIds] = usePicked();
  const [known, setKnown] = useState<Map<string, FleetRow>>(new Map());
  const [single, setSingle] = useState<ComponentProps<typeof BatchArea>["single"]>(null);
  const [isAsked, setAsked] = useState(false);
  const picking: Picking = useCallback(
    (ids, on) => {
      // A row of a page that is left afterwards is selected all the same.
      setKnown((before) => new Map([...before, ...rows.map((row) => [row.id, row] as const)]));
      pickIds(ids, on);
    },
    [rows, pickIds],
  );
  const ask: Shared["ask"] = useCallback((kind, target) => {
    setAsked(true);
    setSingle({ kind, target });
  }, []);
  const selected = useTargets([...(picked ?? [])].flatMap((id) => known.get(id) ?? []));
  const bulk =
    actions && (picked || isAsked) ? (
      <Suspense>
        <BatchArea
          selected={selected}
          inView={rows.length}
          action={actions.status}
          staffTransfer={actions.transfer}
          applies={(kind, { state }) => changesHost(kind, state)}
          single={single}
          onSingleEnd={() => setSingle(null)}
          short={short}
          isDanger={losesData}
          limits={limits}
          blocked={null}
          selectAll={() =>
            picking(
              rows.map(({ id }) => id),
              true,
            )
          }
          clear={() => picking(null, false)}
        />
      </Suspense>
    ) : null;
  return <Context value={{ rows, picked, pick: actions && picking, ask, bulk }}>{children}</Context>;
}

/** In the place of the table's head. */
export const FleetBulk = () => use(Context)?.bulk ?? null;

/** With the state and the operation that the stream told since the page was drawn. */
export function targetOf(row: FleetRow, host: HostView | null | undefined): BatchTarget {
  const state = host?.state ?? row.state;
  const isUnread = state === "unknown" && (host ? host.stateAsOf : row.stateAt) === null;
  return {
    id: row.id,
    name: row.name,
    state: isUnread ? null : state,
    // None of staff's batches is held back by it.
    protected: false,
    operation: host ? inProgressOf(host) : null,
  };
}

function useTargets(rows: FleetRow[]): BatchTarget[] {
  const { cache } = useHosts();
  const targets = () => rows.map((row) => targetOf(row, cache.host(row.id)));
  const mark = () => JSON.stringify(targets().map(({ id, state, operation }) => [id, state, operation?.id]));
  useKnown(cache, mark, mark());
  return targets();
}

/** The box of one row; nothing for who may change nothing. */
export function FleetPick({ id, name }: { id: string; name: string }) {
  const shared = use(Context);
  return shared?.pick ? (
    <PickBox name={name} ids={[id]} picked={shared.picked?.has(id) ? 1 : 0} picking={shared.pick} />
  ) : null;
}

export function FleetPickAll() {
  const shared = use(Context);
  return shared?.pick ? (
    <PickBox
      ids={shared.rows.map(({ id }) => id)}
      picked={countPicked(shared.rows, shared.picked)}
      picking={shared.pick}
    />
  ) : null;
}
