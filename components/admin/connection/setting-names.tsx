import { Fragment } from "react";

/** A setting's name, maybe with its value; a command; or where in the documentation something stands. */
const NAME =
  /([A-Z]+(?:_[A-Z]+)+(?:=\w+)?|npm run \w+(?: -- -{0,2}\w+)?|[a-z_]+\.[a-z_]+=\w+|docs\/[\w.-]+\.md)/;

/** A sentence in which such names are set apart from its words; a long one breaks where its parts do. */
export function SettingNames({ text }: { text: string }) {
  const parts = text.split(NAME).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces have no other name, and don't move
      <code key={at}>
        {part.split(/(?<=[_/])/).map((piece, nth) => (
          <Fragment key={piece}>
            {/* None after the last: the full stop behind it would begin a line. */}
            {nth > 0 ? <wbr /> : null}
            {piece}
          </Fragment>
        ))}
      </code>
    ) : (
      part
    ),
  );
  return parts;
}
