import { Icon } from "../icon";
import { Link } from "../link";

interface ChipProps {
  /** What it narrows by. */
  kind: string;
  value: string;
  /** The page without it. */
  href: string;
  /** Accessible name of what takes it off. */
  remove: string;
}

/** A choice that is on, and can be taken off. */
export function Chip({ kind, value, href, remove }: ChipProps) {
  return (
    <span className="inline-flex h-10 max-w-full items-center rounded-[9px] border border-edge bg-card pl-3 text-13 md:h-8">
      <span className="flex-none text-ink-2">{kind}</span>
      <b className="ml-1.5 truncate">{value}</b>
      <Link
        href={href}
        stay
        aria-label={remove}
        className="ml-1 grid h-full w-10 flex-none place-items-center text-ink-2 hover:text-ink md:w-8"
      >
        <Icon name="cross" small />
      </Link>
    </span>
  );
}
