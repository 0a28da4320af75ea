import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { NO_WORKER } from "@/components/offline/no-worker";
import { openRoute } from "@/lib/actions/read-route";
import { config } from "@/lib/config";
import { perProcess } from "@/lib/per-process";

interface Script {
  text: string;
  etag: string;
}

/** The service worker's script: the build's, or, where there is to be none, the one that ends it. */
export const GET = openRoute(async ({ request }) => {
  const { text, etag } = config().serviceWorker ? built() : scriptOf(NO_WORKER);
  const headers = {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "no-cache",
    "service-worker-allowed": "/",
    etag,
  };
  // A proxy that packs the answer makes the tag a weak one.
  return request.headers.get("if-none-match")?.replace(/^W\//, "") === etag
    ? new Response(null, { status: 304, headers })
    : new Response(text, { headers });
});

/** `next dev` builds none: a worker of an earlier build goes away there. */
const built = (): Script =>
  perProcess("service worker", () => {
    try {
      return scriptOf(readFileSync(path.resolve(".next/offline/worker.js"), "utf8"));
    } catch {
      return scriptOf(NO_WORKER);
    }
  });

const scriptOf = (text: string): Script => ({
  text,
  etag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`,
});
