import type { IncomingMessage, ServerResponse } from "node:http";
import type { Master } from "../master";
import { readRequest } from "../wire/request";
import { consoleOf } from "./console";

/**
 * What stands at the end of a console's way in a demo: takes the vendor's form and shows whose console this is. A
 * console itself would need a host.
 */
export async function answerConsole(
  master: Master,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { params } = await readRequest(request, url);
  const guid = params.get("guid");
  const host = [...master.hosts.values()].find((one) => one.guid === guid);
  const open = host && consoleOf(master, host);
  const isIn = open?.token !== undefined && open.token === params.get("vnctoken");
  response.writeHead(isIn ? 200 : 403, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "cache-control": "no-store",
  });
  response.end(isIn ? page(host?.vmname ?? "", "Here a node shows the host’s screen.") : page("", CLOSED));
}

const CLOSED = "This console is closed, or its token is void. Open it again from the panel.";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

function page(name: string, text: string): string {
  const title = name === "" ? "No console" : `Console of ${escaped(name)}`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>body{margin:0;min-height:100vh;display:grid;place-content:center;gap:8px;padding:24px;background:#111;color:#ddd;font:16px ui-monospace,monospace;text-align:center}h1{font-size:20px;margin:0}p{margin:0}</style>
<h1>${title}</h1><p>Simulated master</p><p>${text}</p></html>`;
}
