"use client";

import { type ReactNode, useId } from "react";
import { percentOf } from "./scale";

/** From and to, in Unix seconds. */
export type Range = readonly [from: number, to: number];

export interface FrameProps {
  from: number;
  to: number;
  gaps: readonly Range[];
  /** The crosshair; null: there is none. */
  at: number | null;
  /** What is being chosen by dragging. */
  chosen: Range | null;
  /** Heights of the helping lines, 0 at the top to 1, with what stands at them. */
  marks: { at: number; label?: string; zero?: boolean }[];
  /** Heights of the crosshair's dots, by the name of their line. */
  dots: { name: string; at: number }[];
  /** What the gap is called; at the first lane alone. */
  gapLabel: string | null;
  children: ReactNode;
}

/** A gap that is narrower on the screen than this is drawn so wide. */
const LEAST_GAP = 0.0025;
/** The name of a gap needs room: it stands at the widest. */
const LABELLED_GAP = 0.004;

/** One lane's ground: helping lines, hatched gaps, the lines, the crosshair. Everything in shares of its size. */
export function PlotFrame(props: FrameProps) {
  const { from, to, at, chosen, marks, dots, children } = props;
  return (
    <div className="plot">
      <svg className="plot-ground" aria-hidden="true">
        {marks.map((mark) => (
          <line
            key={mark.at}
            className={mark.zero ? "plot-zero" : "plot-mark"}
            x1="0"
            x2="100%"
            y1={`${mark.at * 100}%`}
            y2={`${mark.at * 100}%`}
          />
        ))}
      </svg>
      <div className="plot-lines" aria-hidden="true">
        {children}
      </div>
      <Over {...props} />
      {marks.map((mark) =>
        mark.label ? (
          <span key={mark.at} className="plot-label" style={{ top: labelTop(mark.at) }} aria-hidden="true">
            {mark.label}
          </span>
        ) : null,
      )}
      <svg className="plot-over" aria-hidden="true">
        {chosen ? (
          <rect
            className="plot-chosen"
            x={percentOf(chosen[0], from, to)}
            width={percentOf(from + chosen[1] - chosen[0], from, to)}
            height="100%"
          />
        ) : null}
        {at === null ? null : (
          <>
            <line
              className="plot-cross"
              x1={percentOf(at, from, to)}
              x2={percentOf(at, from, to)}
              y2="100%"
            />
            {dots.map((dot) => (
              <circle
                key={dot.name}
                className={`plot-dot line-${dot.name}`}
                cx={percentOf(at, from, to)}
                cy={`${dot.at * 100}%`}
                r="3.5"
              />
            ))}
          </>
        )}
      </svg>
    </div>
  );
}

/** Under its line at the top, over it at the bottom. */
const labelTop = (at: number): string =>
  at > 0.9 ? `calc(${at * 100}% - 17px)` : `calc(${at * 100}% + 3px)`;

function Over({ from, to, gaps, gapLabel }: FrameProps) {
  const hatch = useId();
  const widest = gaps.reduce<Range | null>(
    (most, gap) => (!most || gap[1] - gap[0] > most[1] - most[0] ? gap : most),
    null,
  );
  const named = widest && (widest[1] - widest[0]) / (to - from) > LABELLED_GAP ? widest : null;
  return (
    <>
      <svg className="plot-gaps" aria-hidden="true">
        <defs>
          <pattern
            id={hatch}
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path d="M0 0V7" />
          </pattern>
        </defs>
        {gaps.map((gap) => {
          const [start, end] = seen(gap, from, to);
          const box = {
            x: percentOf(start, from, to),
            width: percentOf(from + end - start, from, to),
            height: "100%",
          };
          return (
            <g key={gap[0]}>
              <rect className="plot-gap" {...box} />
              <rect {...box} fill={`url(#${hatch})`} />
            </g>
          );
        })}
      </svg>
      {named && gapLabel ? (
        <span
          className="plot-gap-label"
          style={{
            left: `clamp(64px, ${percentOf((named[0] + named[1]) / 2, from, to)}, calc(100% - 64px))`,
          }}
          aria-hidden="true"
        >
          {gapLabel}
        </span>
      ) : null}
    </>
  );
}

function seen([start, end]: Range, from: number, to: number): Range {
  const least = (to - from) * LEAST_GAP;
  const missing = Math.max(0, least - (end - start)) / 2;
  return [start - missing, end + missing];
}
