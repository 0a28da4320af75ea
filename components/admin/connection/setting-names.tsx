import { Fragment } from "react";

/** A setting's name, or where in the documentation something stands. */
const NAME = /([A-Z]+(?:_[A-Z]+)+|docs\/[\w.-]+\.md)/;

/** A sentence in which such names are set apart from its words; a long one breaks where its parts do. */
export function SettingNames({ text }: { text: string }) {
  return text.split(NAME).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces have no other name, and don't move
      <code key={at}>
        {part.split(/(?<=[_/])/).map((piece) => (
          <Fragment key={piece}>
            {piece}
            <wbr />
          </Fragment>
        ))}
      </code>
    ) : (
      part
    ),
  );
}
