import { useSearchParams } from "next/navigation";
import { choiceFrom, hrefOf, type RangeChoice, windowOf, zoomFrom, zoomTo } from "./range";

/** What is looked at, as the address has it. `now`: Unix seconds. */
export function useChoice(now: number, zone: string) {
  const search = useSearchParams();
  const choice = choiceFrom(search);
  const whole = windowOf(choice, now, zone);
  const zoom = zoomFrom(search, whole);
  const table = search.get("view") === "table";
  const go = (to: RangeChoice, part: { from: number; to: number } | null, asTable: boolean) =>
    window.history.replaceState(null, "", hrefOf(to, part, asTable));
  return {
    choice,
    zoomed: zoom !== null,
    table,
    window: zoom ?? whole,
    choose: (to: RangeChoice) => go(to, null, table),
    zoom: (range: readonly [number, number]) => go(choice, zoomTo(range, whole), table),
    back: () => go(choice, null, table),
    showTable: (asTable: boolean) => go(choice, zoom, asTable),
  };
}

export type ChosenRange = ReturnType<typeof useChoice>;
