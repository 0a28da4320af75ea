import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** What a thing is in; one map for customers and staff. */
export type Sign =
  | "running"
  | "off"
  | "paused"
  | "working"
  | "unknown"
  | "attention"
  | "traffic"
  | "failed"
  | "unconfirmed"
  | "locked"
  | "suspended"
  | "done";

export type BadgeTone = "plain" | "grey" | "warn" | "bad" | "accent";

const RING = { cx: 7, cy: 7, r: 3.25, fill: "none", stroke: "currentColor", strokeWidth: 1.5 };

const SIGN: Record<Sign, { shape: ReactNode | { icon: IconName }; colour: string; tone: BadgeTone }> = {
  running: { shape: <circle cx="7" cy="7" r="4" fill="currentColor" />, colour: "text-ok", tone: "plain" },
  off: { shape: <circle {...RING} />, colour: "text-off", tone: "plain" },
  paused: {
    shape: (
      <>
        <circle {...RING} />
        <path d="M7 3.75a3.25 3.25 0 0 0 0 6.5z" fill="currentColor" />
      </>
    ),
    colour: "text-off",
    tone: "plain",
  },
  working: { shape: null, colour: "text-warn", tone: "warn" },
  unknown: { shape: <circle {...RING} strokeDasharray="2 1.6" />, colour: "text-off", tone: "plain" },
  attention: {
    shape: <circle cx="7" cy="7" r="4" fill="currentColor" />,
    colour: "text-warn",
    tone: "warn",
  },
  traffic: { shape: { icon: "suspend" }, colour: "text-warn", tone: "warn" },
  failed: { shape: { icon: "alert" }, colour: "text-bad", tone: "bad" },
  unconfirmed: { shape: { icon: "alert" }, colour: "text-warn", tone: "warn" },
  locked: { shape: { icon: "padlock" }, colour: "text-ink-3", tone: "grey" },
  suspended: { shape: { icon: "suspend" }, colour: "text-ink-3", tone: "grey" },
  done: { shape: { icon: "check" }, colour: "text-ok", tone: "plain" },
};

/** Turns while something goes on. */
export const Spinner = ({ className = "" }: { className?: string }) => (
  <svg
    className={`shrink-0 animate-spin ${className}`}
    width="14"
    height="14"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.75"
    aria-hidden="true"
  >
    <circle cx="8" cy="8" r="6.25" strokeOpacity=".25" />
    <path d="M14.25 8A6.25 6.25 0 0 0 8 1.75" strokeLinecap="round" />
  </svg>
);

/** The sign alone, 14 px: its word stands beside it. */
export function StateDot({ sign, className = "" }: { sign: Sign; className?: string }) {
  const { shape, colour } = SIGN[sign];
  const look = `${colour} ${className}`;
  if (sign === "working") {
    return <Spinner className={look} />;
  }
  if (shape && typeof shape === "object" && "icon" in shape) {
    return <Icon name={shape.icon} size={14} className={look} />;
  }
  return (
    <svg className={`shrink-0 ${look}`} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {shape}
    </svg>
  );
}

interface StateProps {
  sign: Sign;
  /** The fact behind it. */
  note?: ReactNode;
  /** The word; it may carry attributes of its own (`<span data-state=…>`). */
  children: ReactNode;
}

/** A state in a row: sign, word, and the fact behind it. */
export const State = ({ sign, note, children }: StateProps) => (
  <span className="inline-flex max-w-full min-w-0 items-center gap-2">
    <StateDot sign={sign} />
    <span className="truncate">
      {children}
      {note ? <span className="text-ink-3"> · {note}</span> : null}
    </span>
  </span>
);

const TONE: Record<BadgeTone, string> = {
  plain: "border-line bg-card text-ink-2",
  grey: "border-line bg-sunken text-ink-2",
  warn: "border-warn-line bg-warn-tint text-warn-ink",
  bad: "border-bad-line bg-bad-tint text-bad-ink",
  accent: "border-transparent bg-accent-tint text-accent-ink",
};

interface BadgeProps {
  /** Without one it is a word alone. */
  sign?: Sign;
  /** That of its sign unless said otherwise. */
  tone?: BadgeTone;
  children: ReactNode;
}

/** A state in a head, beside the name. */
export const Badge = ({ sign, tone, children }: BadgeProps) => (
  <span
    className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full border pr-2.5 font-medium text-12 whitespace-nowrap ${sign ? "pl-2" : "pl-2.5"} ${TONE[tone ?? (sign ? SIGN[sign].tone : "plain")]}`}
  >
    {sign ? <StateDot sign={sign} /> : null}
    {children}
  </span>
);

/** A label of a person's own choice. */
export const Tag = ({ children }: { children: ReactNode }) => (
  <span className="inline-flex h-5 items-center rounded-sm bg-sunken px-1.5 text-12 whitespace-nowrap text-ink-2">
    {children}
  </span>
);

/** A number behind a word: how many there are. */
export const Count = ({ children }: { children: ReactNode }) => (
  <span className="text-12 text-ink-3 tabular-nums">{children}</span>
);

/** Keys on a keyboard, one after the other: "G H". Who switched single keys off, or has a finger, sees none; `shown`: also on a phone. */
export const Kbd = ({
  keys,
  shown,
  className = "",
}: {
  keys: string;
  shown?: boolean;
  className?: string;
}) => (
  <span
    className={`inline-flex items-center gap-0.5 ${shown ? "" : "max-md:hidden in-data-no-keys:hidden"} ${className}`}
    aria-hidden="true"
  >
    {keys.split(" ").map((key) => (
      <kbd
        key={key}
        className="min-w-5 rounded-sm border border-line bg-sunken px-1 text-center font-sans text-12 leading-[18px] text-ink-3"
      >
        {key}
      </kbd>
    ))}
  </span>
);

/** A person without a picture: the letters of their name, drawn, so that the name beside it is said once. */
export const Avatar = ({ name, className = "" }: { name: string; className?: string }) => (
  <span
    data-drawn={initials(name)}
    className={`grid size-6 shrink-0 place-items-center rounded-full bg-accent-tint font-semibold text-12 text-accent-ink before:content-[attr(data-drawn)] ${className}`}
  />
);

/** Two letters of a name of two words, one or two of one; of a Chinese name its last two signs. */
function initials(name: string): string {
  const words = name.trim().split(/[\s._-]+/);
  const [first = "", second] = words;
  if (second) {
    return `${[...first][0] ?? ""}${[...second][0] ?? ""}`.toUpperCase();
  }
  return /\p{Script=Han}/u.test(first)
    ? [...first].slice(-2).join("")
    : [...first].slice(0, 2).join("").toUpperCase();
}
