import type { ReactNode } from "react";
import type { SystemFamily } from "@/lib/hosts/host-view";

const line = (d: string, width: number) => (
  <path d={d} fill="none" stroke="currentColor" strokeWidth={width} />
);

const RING = <circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.8" />;

/** Marks of our own for the families, not their trade marks. */
const MARKS: Record<SystemFamily, ReactNode> = {
  windows: (
    <path
      d="M3 3.5h6.3v6.3H3zM10.7 3.5H17v6.3h-6.3zM3 11.2h6.3v6.3H3zM10.7 11.2H17v6.3h-6.3z"
      fill="currentColor"
    />
  ),
  rocky: line("M3 14.5L9.5 5l2.6 3.8M8 16.5l5.5-7.5 3.8 5.5", 2),
  debian: (
    <g transform="translate(-3.2 -2.6) scale(1.34)">
      {line(
        "M11.5 10.5c-.8.9-2.3.5-2.3-.9 0-1.7 1.8-2.6 3.3-1.9 2 .9 2.3 3.7.7 5.2-2 1.9-5.5 1.2-6.5-1.6C5.6 8.2 7.3 5 10.4 4.2",
        1.7,
      )}
    </g>
  ),
  almalinux: line("M10 2.8v14.4M3.8 6.4l12.4 7.2M16.2 6.4L3.8 13.6", 2.2),
  ubuntu: (
    <>
      <circle cx="10" cy="10" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <circle cx="3.8" cy="10" r="1.9" fill="currentColor" />
      <circle cx="13.1" cy="4.6" r="1.9" fill="currentColor" />
      <circle cx="13.1" cy="15.4" r="1.9" fill="currentColor" />
    </>
  ),
  centos: line("M10 2.5v15M2.5 10h15M5 5l10 10M15 5L5 15", 1.5),
  fedora: line("M12.5 6.5a2.5 2.5 0 0 0-2.5 2.500v4.500a2.500 2.500 0 1 1-2.500-2.500h4", 1.9),
  opensuse: line("M3 12c1.500-5 8-6.500 11-4.500 2.500 1.500 2 5-.5 5-2 0-2-2.500-.3-2.500", 1.9),
  freebsd: line(
    "M10 5.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM4.2 3.8c.2 1.4.8 2.5 1.7 3.4M15.8 3.8c-.2 1.4-.8 2.5-1.7 3.4",
    1.8,
  ),
  linux: line("M4 6l4 4-4 4M10 14.500h6", 2),
  unknown: RING,
};

export function SystemMark({ family }: { family: SystemFamily }) {
  return (
    <svg
      className="system-mark"
      viewBox="0 0 20 20"
      aria-hidden="true"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {MARKS[family]}
    </svg>
  );
}
