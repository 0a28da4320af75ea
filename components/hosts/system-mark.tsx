import type { SystemFamily } from "@/lib/hosts/host-view";

/** A line of some width, and what is filled, both on a grid of 20. Data, not elements: every page of hosts carries it. */
interface Mark {
  line?: string;
  width?: number;
  fill?: string;
  transform?: string;
}

const dot = (x: number, y: number) => `M${x - 1.9} ${y}a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0-3.8 0z`;

/** Marks of our own for the families, not their trade marks. */
const MARKS: Record<SystemFamily, Mark> = {
  windows: { fill: "M3 3.5h6.3v6.3H3zM10.7 3.5H17v6.3h-6.3zM3 11.2h6.3v6.3H3zM10.7 11.2H17v6.3h-6.3z" },
  rocky: { line: "M3 14.5L9.5 5l2.6 3.8M8 16.5l5.5-7.5 3.8 5.5" },
  debian: {
    line: "M11.5 10.5c-.8.9-2.3.5-2.3-.9 0-1.7 1.8-2.6 3.3-1.9 2 .9 2.3 3.7.7 5.2-2 1.9-5.5 1.2-6.5-1.6C5.6 8.2 7.3 5 10.4 4.2",
    width: 1.7,
    transform: "translate(-3.2 -2.6) scale(1.34)",
  },
  almalinux: { line: "M10 2.8v14.4M3.8 6.4l12.4 7.2M16.2 6.4L3.8 13.6" },
  ubuntu: {
    line: "M5.4 10a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0-9.2 0z",
    width: 1.7,
    fill: dot(3.8, 10) + dot(13.1, 4.6) + dot(13.1, 15.4),
  },
  centos: { line: "M10 2.5v15M2.5 10h15M5 5l10 10M15 5L5 15", width: 1.5 },
  fedora: { line: "M12.5 6.5a2.5 2.5 0 0 0-2.5 2.5v4.5a2.5 2.5 0 1 1-2.5-2.5h4" },
  opensuse: { line: "M3 12c1.5-5 8-6.5 11-4.5 2.5 1.5 2 5-.5 5-2 0-2-2.5-.3-2.5" },
  freebsd: {
    line: "M10 5.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM4.2 3.8c.2 1.4.8 2.5 1.7 3.4M15.8 3.8c-.2 1.4-.8 2.5-1.7 3.4",
  },
  linux: { line: "M4 6l4 4-4 4M10 14.5h6" },
  unknown: { line: "M3.5 10a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0z" },
};

export function SystemMark({ family }: { family: SystemFamily }) {
  const { line, width = 1.9, fill, transform } = MARKS[family];
  return (
    <svg className="system-mark size-4 flex-none text-ink-2" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={line}
        transform={transform}
        fill="none"
        stroke="currentColor"
        strokeWidth={width}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      {fill ? <path d={fill} fill="currentColor" /> : null}
    </svg>
  );
}
