import { CopyButton } from "./copy-button";

interface CopyLineProps {
  value: string;
  /** What the button says: what is copied. */
  label: string;
  accent?: boolean;
}

/** The main line of a well: a command or address to read and copy. */
export function CopyLine({ value, label, accent }: CopyLineProps) {
  return (
    <div className="copy-line flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-3.5 max-md:flex-wrap">
      <code className="min-w-0 flex-1 wrap-anywhere text-13">{value}</code>
      <CopyButton value={value} label={label} text={label} accent={accent} />
    </div>
  );
}

interface AddressProps {
  value: string;
  copyLabel: string;
  inRow?: true;
}

/** An address with its copy button; in a row of a list that shows at the pointer or the focus, and not on a phone. */
export function Address({ value, copyLabel, inRow }: AddressProps) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1 align-middle tabular-nums">
      <span className="wrap-anywhere">{value}</span>
      <span
        className={
          inRow
            ? "inline-flex max-md:hidden md:pointer-fine:not-group-hover/row:not-group-focus-within/row:opacity-0"
            : "contents"
        }
      >
        <CopyButton value={value} label={copyLabel} />
      </span>
    </span>
  );
}
