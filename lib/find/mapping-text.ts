/** What of a mapping a text may be: its public port, or its domain. */
export type MappingText =
  | { what: "port"; port: number; publicIp: string | null }
  | { what: "domain"; domain: string };

const IP = /^(\d{1,3}\.){3}\d{1,3}$/;
const DOMAIN = /^(?=.*\p{L})[^\s/:@]+\.[^\s/:@.]{2,}$/u;

/** Null for a text that is neither. */
export function mappingIn(text: string): MappingText | null {
  const [, publicIp, digits] = /^(?:([\d.]+):)?([1-9]\d{0,4})$/.exec(text) ?? [];
  if (digits !== undefined) {
    const port = Number(digits);
    return port <= 65_535 && (publicIp === undefined || IP.test(publicIp))
      ? { what: "port", port, publicIp: publicIp ?? null }
      : null;
  }
  return DOMAIN.test(text) ? { what: "domain", domain: text.toLowerCase() } : null;
}
