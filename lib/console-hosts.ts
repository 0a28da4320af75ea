/**
 * Where a console may be handed to. The panel itself never connects there; a browser's form does, by what stands here
 * and in the page's policy.
 */
export interface ConsoleHost {
  schemes: readonly ("http" | "https")[];
  host: string;
  port: number;
  /** The origin that stands in for the node; null: the node itself. */
  gateway: string | null;
}

/** RStack's nodes listen here (the vendor's sample); for an entry that is a bare name. */
const NODE_PORT = 8001;

/** A policy can't name an IPv6 address, and whatever else a URL can hold has no business here. */
const SERVER = /^(?:(https?):\/\/)?([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(\d{1,5}))?\/?$/i;

interface Place {
  scheme: "http" | "https" | null;
  host: string;
  /** Null where it is the scheme's own. */
  port: number | null;
}

function readPlace(text: string): Place | null {
  const [, scheme, host, digits] = SERVER.exec(text) ?? [];
  if (host === undefined || !URL.canParse(`http://${host}`)) {
    return null;
  }
  // `0x7f.1` and `2130706433` are addresses, too: what a browser would go to must be what is written.
  const port = digits === undefined ? null : Number(digits);
  if (new URL(`http://${host}`).hostname !== host.toLowerCase() || port === 0 || (port ?? 1) > 65_535) {
    return null;
  }
  const known = scheme?.toLowerCase();
  return { scheme: known === "http" || known === "https" ? known : null, host: host.toLowerCase(), port };
}

const schemePort = (scheme: "http" | "https") => (scheme === "https" ? 443 : 80);

/**
 * One entry of `CONSOLE_HOSTS`: `node:8001`, `https://node:8001`, or `node:8001=https://console.example.com` for a gateway.
 * Null for anything else.
 */
export function parseConsoleHost(entry: string): ConsoleHost | null {
  const [left = "", right, more] = entry.split("=");
  const node = readPlace(left);
  const gateway = right === undefined ? null : readGateway(right);
  if (!node || more !== undefined || (right !== undefined && gateway === null)) {
    return null;
  }
  return {
    schemes: node.scheme ? [node.scheme] : ["http", "https"],
    host: node.host,
    port: node.port ?? (node.scheme ? schemePort(node.scheme) : NODE_PORT),
    gateway,
  };
}

/** By TLS alone: that is what it is for. */
function readGateway(text: string): string | null {
  const place = readPlace(text);
  return place && place.scheme !== "http" ? originOf("https", place.host, place.port ?? 443) : null;
}

const originOf = (scheme: "http" | "https", host: string, port: number): string =>
  new URL(`${scheme}://${host}:${port}`).origin;

/** Every origin that the console's page may send a form to. */
export const consoleOrigins = (hosts: readonly ConsoleHost[]): string[] => [
  ...new Set(
    hosts.flatMap(({ schemes, host, port, gateway }) =>
      gateway === null ? schemes.map((scheme) => originOf(scheme, host, port)) : [gateway],
    ),
  ),
];

/**
 * The origin to hand a console to, for what the master wrote as `vncserver`; null where it is no plain origin or not
 * among `hosts`. Never the panel's own host, whose cookies would travel with the form.
 */
export function consoleOriginFor(
  server: string,
  hosts: readonly ConsoleHost[],
  panelOrigin: string,
): string | null {
  const place = readPlace(server);
  const scheme = place?.scheme;
  if (!place || !scheme) {
    return null;
  }
  const port = place.port ?? schemePort(scheme);
  const known = hosts.find(
    (one) => one.host === place.host && one.port === port && one.schemes.includes(scheme),
  );
  const origin = known && (known.gateway ?? originOf(scheme, known.host, known.port));
  return origin && !isPanel(origin, panelOrigin) ? origin : null;
}

/** Cookies don't know ports. On loopback, where panels are tried, another port is another server. */
export function isPanel(origin: string, panelOrigin: string): boolean {
  const [one, panel] = [new URL(origin), new URL(panelOrigin)];
  return /^(localhost|127(\.\d+){3})$/.test(panel.hostname)
    ? one.origin === panel.origin
    : one.hostname === panel.hostname;
}
