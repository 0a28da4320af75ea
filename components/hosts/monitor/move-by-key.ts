import type { KeyboardEvent } from "react";
import { nearestIndex } from "@/components/charts/scale";
import type { Chosen } from "./use-choice";
import type { Monitor } from "./use-monitor";

/** Where a key takes the crosshair (Unix seconds; null: away); undefined where it doesn't. + and - zoom, Escape goes back. */
export function moveByKey(
  event: KeyboardEvent,
  { times, from, to }: Monitor,
  at: number | null,
  chosen: Chosen,
): number | null | undefined {
  const step = event.shiftKey ? 10 : 1;
  const index = at === null ? times.length - 1 : nearestIndex(times, at);
  const timeAt = (next: number) => times[Math.max(0, Math.min(times.length - 1, next))];
  const middle = at ?? (from + to) / 2;
  const quarter = (to - from) / 4;
  let next: number | null | undefined;
  switch (event.key) {
    case "ArrowLeft":
      next = timeAt(at === null ? index : index - step);
      break;
    case "ArrowRight":
      next = timeAt(index + step);
      break;
    case "Home":
      next = times[0];
      break;
    case "End":
      next = times.at(-1);
      break;
    case "+":
    case "=":
      chosen.zoom([middle - quarter, middle + quarter]);
      break;
    case "-":
      chosen.back();
      break;
    case "Escape":
      next = null;
      chosen.back();
      break;
    default:
      return undefined;
  }
  event.preventDefault();
  return next;
}
