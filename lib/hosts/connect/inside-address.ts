import { isIPv6 } from "node:net";

const INSIDE_IPV4 =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/** An address that nobody reaches from outside: RFC 1918, shared (CGNAT), link-local, or a ULA. */
export const isInsideAddress = (ip: string | null): boolean =>
  ip !== null && (isIPv6(ip) ? /^f(?:[cd]|e[89ab])/i.test(ip) : INSIDE_IPV4.test(ip));
