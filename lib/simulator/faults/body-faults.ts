import type { FaultView } from "./fault-rules";

let table: Map<string, readonly [number, number]> | undefined;

/** GBK bytes of a text. Node decodes GBK but does not encode it, so the table is read off the decoder once. */
function gbkBytes(text: string): Buffer {
  table ??= readTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(table.get(character) ?? [0x3f]));
  }
  return Buffer.from(bytes);
}

function readTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder("gbk");
  const found = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== "\ufffd") found.set(character, [lead, trail]);
    }
  }
  return found;
}

/** What goes out: status, headers, the whole body. Lists without a fault never pass here: they are streamed. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const HTML =
  "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n";

/** The faults that change the answer's bytes, status or headers. */
export function bendBody(answer: WireAnswer, fault: FaultView, refusalText: string): WireAnswer {
  const withBody = (body: string | Buffer): WireAnswer => ({ ...answer, body: Buffer.from(body) });
  const text = answer.body.toString("utf8");
  switch (fault.kind) {
    case "truncated":
      return withBody(answer.body.subarray(0, Math.floor(answer.body.length * (fault.keep ?? 0.5))));
    case "html":
      return page(fault.status ?? 200, fault.body ?? HTML);
    case "http-status":
      return page(fault.status ?? 502, fault.body ?? HTML.replaceAll("Sign in", "Bad Gateway"));
    case "redirect": {
      const location = fault.location ?? "/elsewhere";
      return { status: fault.status ?? 302, headers: { location }, body: Buffer.alloc(0) };
    }
    case "gbk":
      return withBody(gbkBytes(fault.text === undefined ? text : `-1|${fault.text}`));
    case "bom":
      return withBody(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), answer.body]));
    case "white-space":
      return withBody(` \r\n${text}\r\n \r\n`);
    case "refuse":
    case "effect-but-refused":
      return withBody(`-1|${fault.text ?? refusalText}`);
    case "bare-refusal":
      return withBody("-1");
    case "empty":
      return withBody("");
    case "wrong-shape":
      return withBody(fault.body ?? (text.startsWith("[") ? "{}" : "[]"));
    case "body":
      return {
        status: fault.status ?? 200,
        headers: fault.contentType ? { "content-type": fault.contentType } : answer.headers,
        body: fault.bodyBase64 ? Buffer.from(fault.bodyBase64, "base64") : Buffer.from(fault.body ?? ""),
      };
    case "trailing-garbage":
      return withBody(`${text}${fault.text ?? "<!-- served by proxy 3 -->"}`);
    case "state-word":
      return withBody(text.replace(/^[^|{[]*/, fault.word ?? "setup running"));
    case "bare-state":
      return withBody(text.split("|", 1)[0] ?? "");
    case "broken-state":
      return withBody(text.slice(0, text.indexOf("|") + 12));
    default:
      return answer;
  }
}

const page = (status: number, body: string): WireAnswer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: Buffer.from(body),
});
