import { useState } from "react";

interface Kept {
  key: string;
  ids: readonly string[];
  /** Something changed while the pointer lay over the rows: they wait for a click. */
  isHeld: boolean;
}

/** Hosts that came, went, or have another place. */
export function changesBetween(before: readonly string[], now: readonly string[]): number {
  const [old, fresh] = [new Set(before), new Set(now)];
  const moved = [...before.filter((id) => !fresh.has(id)), ...now.filter((id) => !old.has(id))];
  return moved.length > 0 ? moved.length : before.filter((id, at) => now[at] !== id).length;
}

/**
 * Rows that stay where they are while a mouse is over them, so that no click hits another row. `now`: as they would
 * stand, of the list that `key` names. `isGone`: those that are not drawn any more, whatever the pointer does.
 */
export function useSteadyRows(now: readonly string[], key: string, isGone: (id: string) => boolean) {
  const [kept, setKept] = useState<Kept>({ key, ids: now, isHeld: false });
  const [isOver, setOver] = useState(false);
  const ids = kept.ids.filter((id) => !isGone(id));
  const changed = changesBetween(ids, now);
  let rows = ids;
  if (kept.key !== key || ids.length === 0 || changed === 0 || !(isOver || kept.isHeld)) {
    rows = [...now];
    if (kept.key !== key || kept.isHeld || changesBetween(kept.ids, now) > 0) {
      setKept({ key, ids: now, isHeld: false });
    }
  } else if (!kept.isHeld) {
    setKept({ ...kept, isHeld: true });
  }
  return {
    ids: rows,
    /** How many changes wait for `apply`. */
    changed: rows === ids ? changed : 0,
    apply: () => setKept({ key, ids: now, isHeld: false }),
    /** Of what is around the rows. */
    over: {
      onPointerEnter: ({ pointerType }: React.PointerEvent) => setOver(pointerType === "mouse"),
      onPointerLeave: () => setOver(false),
    },
  };
}
