import { CopyButton } from "./copy-button";

interface CopyTexts {
  copyLabel: string;
  copied: string;
}

/** The main line of a well: a command or address to read and copy. */
export function CopyLine({
  value,
  copyLabel,
  copied,
  copyText,
  accent,
}: CopyTexts & { value: string; copyText: string; accent?: boolean }) {
  return (
    <div className="copy-line flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-3.5 max-md:flex-wrap">
      <code className="min-w-0 flex-1 wrap-anywhere text-13">{value}</code>
      <CopyButton value={value} label={copyLabel} copied={copied} text={copyText} accent={accent} />
    </div>
  );
}

/** An address with its copy button. */
export function Address({ value, copyLabel, copied }: CopyTexts & { value: string }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1 align-middle tabular-nums">
      <span className="wrap-anywhere">{value}</span>
      <CopyButton value={value} label={copyLabel} copied={copied} />
    </span>
  );
}
