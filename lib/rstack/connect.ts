import { isIP } from "node:net";
import { buildConnector } from "undici";
import type { NotSentCause } from "./outcome";
import { isNear, type Lookup, nearLookup, PlainHttpRefused } from "./plain-http";

export interface ConnectSettings {
  connectMs: number;
  allowHttp: boolean;
  /** Further authorities, PEM; the system's own where absent. */
  ca?: string;
  /** For tests: stands for DNS. */
  lookup?: Lookup;
}

/** Nothing was sent: the connection never came to be. */
export class ConnectFailed extends Error {
  constructor(
    readonly notSent: NotSentCause,
    readonly detail: string,
  ) {
    super(detail);
  }
}

/** undici's connector with our rules; every error of it is a `ConnectFailed`. */
export function connector(settings: ConnectSettings): buildConnector.connector {
  const common = { timeout: settings.connectMs, rejectUnauthorized: true, ca: settings.ca };
  const free = buildConnector({ ...common, ...(settings.lookup && { lookup: settings.lookup }) });
  const guarded = buildConnector({ ...common, lookup: nearLookup(settings.lookup) });
  return (options, callback) => {
    const plain = options.protocol !== "https:" && !settings.allowHttp;
    const literal = options.hostname.replace(/^\[|\]$/g, "");
    if (plain && isIP(literal) !== 0 && !isNear(literal)) {
      callback(asConnectFailed(new PlainHttpRefused()), null);
      return;
    }
    const connect = plain ? guarded : free;
    connect(options, (...result) => {
      if (result[0] === null) {
        callback(null, result[1]);
      } else {
        callback(asConnectFailed(result[0]), null);
      }
    });
  };
}

export function asConnectFailed(error: Error): ConnectFailed {
  const code = codeOf(error);
  return new ConnectFailed(causeOf(code), code === "" ? error.name : `${code}: ${error.message}`);
}

const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

function causeOf(code: string): NotSentCause {
  if (code === "PLAIN_HTTP") {
    return "plain-http";
  }
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) {
    return "dns";
  }
  if (code === "ECONNREFUSED") {
    return "connect-refused";
  }
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return "connect-timeout";
  }
  return TLS.test(code) ? "tls" : "connect-failed";
}

/** Several addresses tried: the first one's reason. */
function codeOf(error: Error): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) {
    return codeOf(error.errors[0]);
  }
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
