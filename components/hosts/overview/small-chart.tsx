"use client";

import { useFormatter } from "next-intl";
import { type PointerEvent, type ReactNode, useState } from "react";
import { digitsOf } from "@/components/charts/scale";
import { Sparkline } from "@/components/charts/sparkline";
import { withUnit } from "@/components/ui/spacing";
import { useTimes } from "../time/use-times";

interface SmallChartProps {
  /** From 0 to `levels`; null where there is nothing. */
  line: readonly (number | null)[];
  levels: number;
  /** What `levels` stands for, and the value at the plot's top. */
  top: number;
  scale: number;
  unit: string;
  /** Its end, and how long it goes back. Unix seconds, seconds. */
  until: number;
  seconds: number;
  /** Of the scale's top and middle. */
  marks: readonly [string, string];
  /** Of the largest gap; only where there is room for it. */
  gap: string;
  /** Along the time axis, evenly. */
  ticks: ReactNode;
}

/** A gap with less than this share of the width has no name. */
const NAMED_GAP = 0.2;

/** A figure small enough to be drawn by the server; what the pointer is at is told by the browser. */
export function SmallChart(props: SmallChartProps) {
  const { line, levels, top, scale, unit, until, seconds, marks, gap, ticks } = props;
  const format = useFormatter();
  const times = useTimes();
  const [at, point] = useState<number | null>(null);
  const last = line.length - 1;
  const level = at === null ? null : (line[at] ?? null);
  const value = level === null ? null : (level / levels) * top;
  const left = at === null ? 0 : (at / last) * 100;
  const move = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect();
    point(Math.min(last, Math.max(0, Math.round(((clientX - box.left) / box.width) * last))));
  };
  return (
    <figure className="flex flex-col" aria-hidden="true">
      <div
        className="relative h-14 touch-pan-y md:mr-14 md:h-26"
        onPointerMove={move}
        onPointerLeave={() => point(null)}
      >
        <span className="absolute inset-0 flex flex-col justify-between text-12 leading-none text-ink-3 tabular-nums">
          {[...marks, null].map((mark, place) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a line of the scale is its place
              key={place}
              className={`relative h-px w-full ${mark === null ? "bg-line" : "bg-grid"}`}
            >
              <span className="-translate-y-1/2 absolute top-1/2 left-full pl-2 whitespace-nowrap max-md:hidden">
                {mark}
              </span>
            </span>
          ))}
        </span>
        {gapsOf(line).map(([from, to]) => (
          <span
            key={from}
            className="absolute inset-y-0 grid place-items-center overflow-hidden hatch"
            style={{ left: `${(from / last) * 100}%`, width: `${((to - from) / last) * 100}%` }}
          >
            {(to - from) / last > NAMED_GAP ? (
              <span className="rounded-sm bg-card px-1.5 text-12 text-ink-3">{gap}</span>
            ) : null}
          </span>
        ))}
        <span className="absolute inset-0">
          <Sparkline line={line} levels={(levels * scale) / top} />
        </span>
        {at === null ? null : (
          <>
            <span className="absolute inset-y-0 w-px bg-ink-3" style={{ left: `${left}%` }} />
            {value === null ? null : (
              <span
                className="-mt-1.25 -ml-1.25 absolute size-2.5 rounded-full border-2 border-card bg-chart-1"
                style={{ left: `${left}%`, top: `${(1 - value / scale) * 100}%` }}
              />
            )}
            <span
              className="pointer-events-none absolute -top-2 z-10 flex gap-3 rounded-md bg-float px-2.5 py-1.5 text-12 whitespace-nowrap shadow-float tabular-nums"
              style={left > 50 ? { right: `calc(${100 - left}% + 8px)` } : { left: `calc(${left}% + 8px)` }}
            >
              <span className="text-ink-3">
                {times.weekday(
                  new Date((until - seconds + ((at + 0.5) * seconds) / line.length) * 1000).toISOString(),
                )}
              </span>
              <span className="font-medium">
                {value === null
                  ? gap
                  : withUnit(format.number(value, { maximumFractionDigits: digitsOf(value) }), unit)}
              </span>
            </span>
          </>
        )}
      </div>
      <div className="mt-2 flex justify-between text-12 text-ink-3 tabular-nums max-md:hidden md:mr-14">
        {ticks}
      </div>
    </figure>
  );
}

/** First and last column of each run without a value, one further on each side where the line is. */
function gapsOf(line: readonly (number | null)[]): [number, number][] {
  const gaps: [number, number][] = [];
  line.forEach((level, at) => {
    const open = gaps.at(-1);
    if (level === null && open && open[1] === at) {
      open[1] = Math.min(line.length - 1, at + 1);
    } else if (level === null) {
      gaps.push([Math.max(0, at - 1), Math.min(line.length - 1, at + 1)]);
    }
  });
  return gaps;
}
