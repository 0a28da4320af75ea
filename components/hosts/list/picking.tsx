import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import type { HostView } from "@/lib/hosts/host-view";

/** Selects these hosts, or takes them out; null: none is selected any more. */
export type Picking = (ids: readonly string[] | null, on: boolean) => void;

/** Null until one is selected for the first time. */
export function usePicked(): [ReadonlySet<string> | null, Picking] {
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const pick: Picking = useCallback((ids, on) => {
    setPicked((before) => {
      const after = new Set(ids ? before : []);
      for (const id of ids ?? []) {
        on ? after.add(id) : after.delete(id);
      }
      return after;
    });
  }, []);
  return [picked, pick];
}

interface PickBoxProps {
  /** Of a row: which host; else all in view. */
  name?: string;
  ids: readonly string[];
  picked: number;
  picking: Picking;
}

/** The box of a row, or of all rows; half ticked where some are selected. Without JavaScript a tick would do nothing. */
export function PickBox({ name, ids, picked, picking }: PickBoxProps) {
  const t = useTranslations("batch");
  const isRow = name !== undefined;
  return (
    <label
      className={`pick-box -ml-2.5 grid h-9 w-9 cursor-pointer place-items-center max-md:ml-0 max-md:size-11 [@media(scripting:none)]:hidden ${isRow ? "md:pointer-fine:not-has-[:checked]:not-group-hover/row:not-group-has-[:checked]/list:not-focus-within:opacity-0" : ""}`}
    >
      <input
        type="checkbox"
        aria-label={isRow ? t("select", { name }) : t("selectAll")}
        checked={picked > 0 && picked === ids.length}
        ref={(box) => {
          if (box) {
            box.indeterminate = picked > 0 && picked < ids.length;
          }
        }}
        onChange={({ target }) => picking(ids, target.checked)}
      />
    </label>
  );
}

export const countPicked = (hosts: readonly Pick<HostView, "id">[], picked: ReadonlySet<string> | null) =>
  hosts.filter(({ id }) => picked?.has(id)).length;
