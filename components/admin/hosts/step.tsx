import { type ReactNode, useId } from "react";

interface StepProps {
  title: ReactNode;
  /** Below the title, in a line. */
  note?: ReactNode;
  /** One choice of several, and not fields. */
  choice?: boolean;
  children: ReactNode;
}

/** A step of what is created: its title on the ground, below it tiles or fields. */
export function Step({ title, note, choice, children }: StepProps) {
  const id = useId();
  return (
    <section aria-labelledby={choice ? undefined : id} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h2 id={id} className="font-semibold text-14">
          {title}
        </h2>
        {note ? <p className="text-13 text-ink-2">{note}</p> : null}
      </div>
      {choice ? (
        <div role="radiogroup" aria-labelledby={id} className="flex flex-col gap-3">
          {children}
        </div>
      ) : (
        children
      )}
    </section>
  );
}

/** Of a tile that is a link: the current one is framed, as a chosen `ChoiceCard` is. */
export const TILE =
  "flex min-h-11 items-center gap-3 rounded-md border border-line-2 bg-card px-3 py-2.5 text-ink no-underline transition-colors hover:bg-hover aria-[current]:border-accent aria-[current]:bg-select aria-[current]:outline aria-[current]:outline-accent";
