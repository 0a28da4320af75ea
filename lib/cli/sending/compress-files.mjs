// A part of `npm run build`, called by Next through next.config.mjs once all static files are there: each is compressed as
// far as it goes, which no request has the time for. The server sends them from here (built-files.ts).
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TEXT = /\.(js|css|html|json|svg|txt)$/;
const ENCODERS = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Writes `static-br/*` and `static-gzip/*` below `distDir`, named as in `static/`. */
export async function compressFiles({ distDir }) {
  const statics = path.join(distDir, "static");
  const files = readdirSync(statics, { recursive: true }).filter((name) => TEXT.test(name));
  await Promise.all(
    files.flatMap((file) => {
      const bytes = readFileSync(path.join(statics, file));
      return Object.entries(ENCODERS).map(async ([encoding, encode]) => {
        const target = path.join(distDir, `static-${encoding}`, file);
        const encoded = await encode(bytes);
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, encoded);
      });
    }),
  );
}
