"use client";

import {
  type ComponentProps,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import type { BatchFormAction, BatchTarget } from "@/components/hosts/batch/batch-target";
import { inProgressOf } from "@/components/hosts/host-look";
import { countPicked, PickBox, type Picking, usePicked } from "@/components/hosts/list/picking";
import { useHosts } from "@/components/hosts/live/hosts-live";
import type { BatchLimits } from "@/lib/hosts/batch/batch-view";
import type { HostState } from "@/lib/operations/host-states";
import "./fleet-picking.css";

/** Its script comes with the first host that is selected. */
const BatchArea = lazy(() => import("@/components/hosts/batch/batch-area"));

/** A host of the page, as its row was drawn. */
interface FleetRow {
  id: string;
  name: string;
  state: HostState;
  /** When that was read (ISO 8601). */
  stateAt: string | null;
}

interface Shared {
  rows: FleetRow[];
  picked: ReadonlySet<string> | null;
  pick: Picking;
}

const Context = createContext<Shared | null>(null);

interface FleetPickingProps {
  rows: FleetRow[];
  /** Of staff who may: for all kinds but a transfer, and for that. */
  actions: { status: BatchFormAction; transfer: BatchFormAction };
  short: ComponentProps<typeof BatchArea>["short"];
  limits: BatchLimits;
  children: ReactNode;
}

/** Around the staff's table: which hosts are selected, also over several of its pages, and what can be asked of them. */
export function FleetPicking({ rows, actions, short, limits, children }: FleetPickingProps) {
  const [picked, pickIds] = usePicked();
  const [known, setKnown] = useState<Map<string, FleetRow>>(new Map());
  const shared = useMemo(() => {
    const pick: Picking = (ids, on) => {
      // A row of a page that is left afterwards is selected all the same.
      setKnown((before) => new Map([...before, ...rows.map((row) => [row.id, row] as const)]));
      pickIds(ids, on);
    };
    return { rows, picked, pick };
  }, [rows, picked, pickIds]);
  const selected = useTargets([...(picked ?? [])].flatMap((id) => known.get(id) ?? []));
  return (
    <Context value={shared}>
      {children}
      {picked ? (
        <Suspense>
          <BatchArea
            selected={selected}
            inView={rows.length}
            action={actions.status}
            staffTransfer={actions.transfer}
            short={short}
            limits={limits}
            blocked={null}
            selectAll={() =>
              shared.pick(
                rows.map(({ id }) => id),
                true,
              )
            }
            clear={() => shared.pick(null, false)}
          />
        </Suspense>
      ) : null}
    </Context>
  );
}

/** With the state and the operation that the stream told since the page was drawn. */
function useTargets(rows: FleetRow[]): BatchTarget[] {
  const { cache } = useHosts();
  const targets = () =>
    rows.map((row): BatchTarget => {
      const host = cache.host(row.id);
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
    });
  const mark = () => JSON.stringify(targets().map(({ id, state, operation }) => [id, state, operation?.id]));
  useSyncExternalStore(cache.subscribe, mark, mark);
  return targets();
}

/** The box of one row; nothing for who may change nothing. */
export function FleetPick({ id, name }: { id: string; name: string }) {
  const shared = use(Context);
  return shared ? (
    <PickBox name={name} ids={[id]} picked={shared.picked?.has(id) ? 1 : 0} picking={shared.pick} />
  ) : null;
}

export function FleetPickAll() {
  const shared = use(Context);
  return shared ? (
    <PickBox
      ids={shared.rows.map(({ id }) => id)}
      picked={countPicked(shared.rows, shared.picked)}
      picking={shared.pick}
    />
  ) : null;
}
