import { type InputHTMLAttributes, type ReactNode, useId } from "react";

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

/** Of a tile, whether it is a radio button or a link: chosen ones are framed. */
export const TILE =
  "relative flex min-h-12 flex-col justify-center gap-1 rounded-md border border-line-2 bg-card px-3.5 py-2.5 text-ink no-underline transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-select has-checked:outline has-checked:outline-accent aria-[current]:border-accent aria-[current]:bg-select aria-[current]:outline aria-[current]:outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent";

interface TileProps extends InputHTMLAttributes<HTMLInputElement> {
  /** There is too little of something for it. */
  flat?: boolean;
  children: ReactNode;
}

/** One of several: a real radio button lies over all of it. */
export const Tile = ({ flat, children, ...input }: TileProps) => (
  <label className={flat ? `${TILE} bg-sunken text-ink-3` : TILE}>
    <input
      type="radio"
      {...input}
      className="absolute inset-0 m-0 cursor-pointer appearance-none rounded-md outline-none"
    />
    {children}
  </label>
);
