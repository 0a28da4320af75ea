import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";

/** For a message's `<code>…</code>`. */
export const IN_CODE = { code: (text: ReactNode) => <code>{text}</code> };

/** A text in which code stands in backticks. */
export function Marked({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces have no other name, and don't move
      <code key={at}>{part}</code>
    ) : (
      part
    ),
  );
}

/** A path or a long name in code: it breaks where its parts do. */
export const Breaking = ({ children }: { children: string }) =>
  children.split(/(?<=\/)|(?<=[a-z])(?=[A-Z])/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces have no other name, and don't move
    <Fragment key={at}>
      {part}
      <wbr />
    </Fragment>
  ));

/** Some lines of code or of a terminal, to read and to copy; a long one scrolls sideways. */
export function CodeLines({ children, label }: { children: string; label: string }) {
  const t = useTranslations("developers");
  return (
    <div className="well code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <pre className="mono" tabIndex={0}>
        <code>{children}</code>
      </pre>
      <CopyButton value={children} label={`${t("copy")}: ${label}`} copied={t("copied")} />
    </div>
  );
}
