import { type PointerEvent, useRef, useState } from "react";
import type { Range } from "./plot-frame";

interface HandOptions {
  from: number;
  to: number;
  /** The plots' left edge and width, in the window's pixels. */
  box: () => { left: number; width: number } | null;
  point: (time: number | null) => void;
  zoom: (range: Range) => void;
  back: () => void;
}

/** A drag of fewer pixels is a shaky click. */
const LEAST_DRAG = 6;
/** A second tap within this is a double one; touch screens send no dblclick where dragging is ours. */
const DOUBLE_MS = 350;
/** So far beside a plot, as a share of its width, still counts as its edge. */
const NEAR = 0.01;

type Fingers = Map<number, { time: number; x: number }>;

/** What a mouse, a pen and fingers do to plots with one time axis: point, drag a range, spread two fingers, go back. */
export function usePlotHand({ from, to, box, point, zoom, back }: HandOptions) {
  const [chosen, setChosen] = useState<Range | null>(null);
  const drag = useRef<{ time: number; x: number } | null>(null);
  const fingers = useRef<Fingers>(new Map());
  const tapped = useRef(0);

  const timeAt = (event: PointerEvent): number | null => {
    const at = box();
    if (!at || at.width <= 0) {
      return null;
    }
    const share = (event.clientX - at.left) / at.width;
    // Beside the plots is the column of figures; a drag may end there.
    if (drag.current === null && (share < -NEAR || share > 1 + NEAR)) {
      return null;
    }
    return from + Math.min(1, Math.max(0, share)) * (to - from);
  };

  return {
    chosen,
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const time = timeAt(event);
      if (time === null || event.button !== 0) {
        return;
      }
      point(time);
      if (event.pointerType === "touch") {
        fingers.current.set(event.pointerId, { time, x: event.clientX });
        const now = performance.now();
        if (fingers.current.size === 1 && now - tapped.current < DOUBLE_MS) {
          back();
        }
        tapped.current = now;
      } else {
        drag.current = { time, x: event.clientX };
        event.currentTarget.setPointerCapture(event.pointerId);
      }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const time = timeAt(event);
      if (time === null || fingers.current.size > 1) {
        return;
      }
      point(time);
      if (drag.current && Math.abs(event.clientX - drag.current.x) > LEAST_DRAG) {
        setChosen([Math.min(time, drag.current.time), Math.max(time, drag.current.time)]);
      }
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (event.pointerType === "touch") {
        const range = spread(fingers.current, event, from, to, box());
        fingers.current.delete(event.pointerId);
        if (range) {
          fingers.current.clear();
          zoom(range);
        }
      } else if (drag.current) {
        drag.current = null;
        setChosen(null);
        if (chosen) {
          zoom(chosen);
        }
      }
    },
    onPointerCancel(event: PointerEvent<HTMLElement>) {
      fingers.current.delete(event.pointerId);
      drag.current = null;
      setChosen(null);
    },
    onPointerLeave(event: PointerEvent<HTMLElement>) {
      if (event.pointerType === "mouse" && !drag.current) {
        point(null);
      }
    },
    onDoubleClick: back,
  };
}

/** The range after two fingers moved apart: what was under each of them still is. Null where there are not two. */
function spread(
  fingers: Fingers,
  lifted: PointerEvent,
  from: number,
  to: number,
  box: { left: number; width: number } | null,
): Range | null {
  const own = fingers.get(lifted.pointerId);
  const other = [...fingers].find(([id]) => id !== lifted.pointerId)?.[1];
  if (!own || !other || !box || own.time === other.time) {
    return null;
  }
  const perPixel = Math.abs(own.time - other.time) / Math.max(1, Math.abs(lifted.clientX - other.x));
  const span = perPixel * box.width;
  if (span >= to - from) {
    return null;
  }
  const start = other.time - (other.x - box.left) * perPixel;
  return [Math.max(from, start), Math.min(to, start + span)];
}
