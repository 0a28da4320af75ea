import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import path from "node:path";
import { log } from "../../log";

/** As Next names them. */
const TYPES: Record<string, string> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".html": "text/html; charset=UTF-8",
  ".json": "application/json; charset=UTF-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=UTF-8",
};

interface BuiltFile {
  bytes: Buffer;
  tag: string;
}

/**
 * Sends what the build compressed (`compress-files.mjs`), each file read once and kept: some 0.5 MB if every page is visited.
 * What it doesn't hold, what is asked for in part, and what is asked for by who takes neither encoding goes on to `next`.
 * Addresses are looked up among the files that were there at the start, so none leads elsewhere.
 */
export function sendBuiltFiles(distDir: string, next: RequestListener): RequestListener {
  const encodings = ["br", "gzip"].map((name) => ({
    name,
    files: filesIn(path.join(distDir, `static-${name}`)),
    // `q=0` refuses it; all other weights are as welcome.
    accepted: new RegExp(`(^|[ ,])${name}\\s*(,|$|;\\s*q=(?!0(\\.0*)?\\s*(,|$)))`, "i"),
  }));
  return (request, response) => {
    const { method, url = "", headers } = request;
    const accepts = String(headers["accept-encoding"]);
    const isPlain = (method === "GET" || method === "HEAD") && headers.range === undefined;
    const encoding = encodings.find(({ files, accepted }) => files.has(url) && accepted.test(accepts));
    const read = isPlain ? encoding?.files.get(url) : undefined;
    if (!encoding || !read) {
      next(request, response);
      return;
    }
    read().then(
      (file) => send(request, response, file, encoding.name),
      (err) => {
        log.error({ err, url }, "a file of the build could not be read");
        next(request, response);
      },
    );
  };
}

/** By their addresses. Empty where the build made none. */
function filesIn(folder: string): Map<string, () => Promise<BuiltFile>> {
  let entries: ReturnType<typeof entriesIn> = [];
  try {
    entries = entriesIn(folder);
  } catch {
    log.warn({ folder }, "the build has no compressed files: each is compressed for each request");
  }
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const name = path.relative(folder, file).split(path.sep).join("/");
        return [`/_next/static/${name}`, kept(() => readBuilt(file))];
      }),
  );
}

const entriesIn = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true });

/** A file that could not be read is tried again. */
function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((err) => {
      made = null;
      throw err;
    });
    return made;
  };
}

async function readBuilt(file: string): Promise<BuiltFile> {
  const bytes = await readFile(file);
  return { bytes, tag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"` };
}

function send(
  { method, url = "", headers }: IncomingMessage,
  response: ServerResponse,
  { bytes, tag }: BuiltFile,
  encoding: string,
): void {
  const known = String(headers["if-none-match"]).split(",");
  const isKnown = known.some((each) => each.trim().replace(/^W\//, "") === tag || each.trim() === "*");
  response.writeHead(isKnown ? 304 : 200, {
    "cache-control": "public, max-age=31536000, immutable",
    etag: tag,
    vary: "Accept-Encoding",
    ...(isKnown
      ? {}
      : {
          "content-type": TYPES[path.extname(url)] ?? "application/octet-stream",
          "content-encoding": encoding,
          "content-length": bytes.length,
        }),
  });
  response.end(isKnown || method === "HEAD" ? undefined : bytes);
}
