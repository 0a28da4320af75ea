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
    <div className="well copy-line">
      <code>{value}</code>
      <CopyButton value={value} label={copyLabel} copied={copied} text={copyText} accent={accent} />
    </div>
  );
}

/** An address with its copy button. */
export function Address({ value, copyLabel, copied }: CopyTexts & { value: string }) {
  return (
    <span className="address">
      {value}
      <CopyButton value={value} label={copyLabel} copied={copied} />
    </span>
  );
}
