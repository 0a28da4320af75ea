import type { IncomingMessage } from "node:http";

const MAX_BODY = 1_000_000;

export interface WireRequest {
  method: string;
  address: string;
  hasQuery: boolean;
  params: Map<string, string>;
  /** Names that came twice, or in the address of a POST. */
  oddKeys: string[];
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > MAX_BODY) throw new Error("the request's body is too large");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Parameters of a GET stand in the address, of a POST in a form body; where both name one, the body's is taken. */
export async function readRequest(request: IncomingMessage, url: URL): Promise<WireRequest> {
  const params = new Map<string, string>();
  const oddKeys = new Set<string>();
  const isPost = request.method === "POST";
  const add = (pairs: URLSearchParams) => {
    for (const [name, value] of pairs) {
      if (params.has(name)) oddKeys.add(name);
      params.set(name, value);
    }
  };
  add(url.searchParams);
  if (isPost) {
    for (const name of params.keys()) oddKeys.add(name);
    const body = await readBody(request);
    if (isForm(request)) add(new URLSearchParams(body.toString("utf8")));
  }
  return {
    method: request.method ?? "",
    address: (request.socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    hasQuery: url.search !== "",
    params,
    oddKeys: [...oddKeys],
  };
}

const isForm = (request: IncomingMessage): boolean =>
  (request.headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
