/**
 * Bytes to text, once, before anything is read from it. The vendor says UTF-8; error texts can still be GBK, and 126
 * of its characters end in the byte of `|`, so splitting bytes or guessing wrong would cut a text in two.
 * Null where it is neither.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const text = tryDecode("utf-8", bytes) ?? tryDecode("gb18030", bytes);
  return text === null ? null : trimOuter(text);
}

function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** ASCII white space and byte order marks; other white space can belong to a text. */
const OUTER = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xfeff]);

/** By index: a regular expression takes quadratic time on a body that is mostly spaces. */
function trimOuter(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && OUTER.has(text.charCodeAt(start))) {
    start++;
  }
  while (end > start && OUTER.has(text.charCodeAt(end - 1))) {
    end--;
  }
  return text.slice(start, end);
}
