/** Some lines of code or of a terminal, to read and copy by hand. */
export function CodeLines({ children }: { children: string }) {
  return (
    // It scrolls on a phone, and so a keyboard must get there.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <pre className="well mono overflow-x-auto p-3" tabIndex={0}>
      <code>{children}</code>
    </pre>
  );
}
