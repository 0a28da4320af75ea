import type { Cause, Diagnosis } from "./fault-causes";

/** For `npm run check`, in English: a provider's engineer reads it in a terminal. */
const TEXT: Record<Cause, string> = {
  clock: "the clock: this machine's and the master's differ too much, so every signature is out of date",
  signature: "the signature: RSTACK_SECRET is not the master's API secret",
  "address-list":
    "the address list: the master allows only listed addresses, and this machine's is not on it",
  name: "the host name in RSTACK_URL can't be found (DNS)",
  "connect-refused": "the connection was refused: nothing listens at this address and port",
  "connect-timeout": "the connection timed out: a wrong address, or a firewall in between",
  "connect-failed": "the connection could not be made",
  tls: "TLS: the certificate was not accepted, or there is no TLS at this port",
  "plain-http":
    "plain http to an address that is neither loopback nor private: use https, or set RSTACK_ALLOW_HTTP=1",
  "answer-timeout": "time-out: the master took the call and did not answer in time",
  reset: "the connection was closed before the answer was whole",
  redirect: "a redirect was answered: RSTACK_URL must be the endpoint itself, and redirects are not followed",
  "http-status": "an HTTP error was answered: RSTACK_URL may not be the API's endpoint",
  "not-rstack":
    "a web page was answered: RSTACK_URL may not be the API's endpoint, or a proxy answers in its place",
  unreadable: "the answer is not one that RStack's document describes",
  "too-large": "the answer is larger than the panel takes",
  "panel-limits": "the panel itself held the call back",
};

export function diagnosisLines(diagnosis: Diagnosis): string[] {
  const { cause, left, words, clockSkewMs, detail } = diagnosis;
  return [
    ...(words === null ? [] : [`the master's own words: ${words === "" ? "(none)" : `"${words}"`}`]),
    ...(cause === null ? [] : [`cause: ${TEXT[cause]}`]),
    ...(left.length === 0
      ? []
      : ["the answer doesn't tell the cause; what is left:", ...left.map((c) => `  - ${TEXT[c]}`)]),
    ...(clockSkewMs === null ? [] : [`clocks: ${skewText(clockSkewMs)}`]),
    ...(detail ? [`detail: ${detail}`] : []),
  ];
}

export function skewText(skewMs: number | null): string {
  if (skewMs === null) {
    return "not known (the master's answers carry no Date)";
  }
  const seconds = Math.round(skewMs / 1000);
  if (Math.abs(seconds) < 2) {
    return "equal";
  }
  return `this machine is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} the master`;
}
