/** A piece of a text: an address that may be gone to, or words. */
export interface TextPart {
  text: string;
  isLink: boolean;
}

/** What ends a sentence or a bracket ends the address before it, too. */
const ADDRESS = /https:\/\/[^\s<>"'“”‘’，。；：！？、（）《》【】]+/g;
const AFTER = /[.,;:!?)\]}]+$/;

/** A text in its pieces, in their order: HTTPS addresses of hosts, which may be links, and all else as it is. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(AFTER, "");
    if (isPlain(address)) {
      parts.push({ text: text.slice(at, found.index), isLink: false }, { text: address, isLink: true });
      at = found.index + address.length;
    }
  }
  return [...parts, { text: text.slice(at), isLink: false }].filter((part) => part.text !== "");
}

/** Without a name and password before the host, which would hide where it leads. */
function isPlain(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && url.username === "" && url.password === "";
}
