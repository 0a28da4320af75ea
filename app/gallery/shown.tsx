import type { ReactNode } from "react";

interface ShownProps {
  /** As it is exported: `Key`, or several that belong together. */
  name: string;
  /** What it is for. */
  text: string;
  /** Each state takes the whole width. */
  wide?: boolean;
  children: ReactNode;
}

/** A component with all its states. */
export function Shown({ name, text, wide, children }: ShownProps) {
  return (
    <section className="border-b border-line p-5" aria-label={name}>
      {/* Code in every language, and of one size in each. */}
      <h2 lang="en">
        <span className="mono">{name}</span>
      </h2>
      <p className="text-ink-2 text-13">{text}</p>
      <div className={wide ? "gallery-states gallery-wide" : "gallery-states"}>{children}</div>
    </section>
  );
}

/** One state, or several that are told apart at a glance. */
export function State({ of, children }: { of: string; children: ReactNode }) {
  return (
    <figure className="gallery-state">
      <figcaption>{of}</figcaption>
      <div>{children}</div>
    </figure>
  );
}
