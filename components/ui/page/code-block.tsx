import { CopyButton } from "../copy-button";

/** Raw data, read and copied. */
export const CodeBlock = ({ text, copyLabel }: { text: string; copyLabel: string }) => (
  <div className="relative rounded-md bg-sunken">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keys as well */}
    <pre tabIndex={0} className="-outline-offset-2 overflow-x-auto p-3.5 pr-12 text-12 text-ink-2">
      {text}
    </pre>
    <span className="absolute top-1.5 right-1.5">
      <CopyButton value={text} label={copyLabel} />
    </span>
  </div>
);
