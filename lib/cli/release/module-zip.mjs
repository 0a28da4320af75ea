// A shop's module as `npm run release` packs it.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { zipSync } from "fflate";
import { ROOT } from "../steps.mjs";

const INTEGRATIONS = path.join(ROOT, "integrations");
/** Where each shop's module has what all modules share. */
const LIB = {
  whmcs: "modules/servers/rstackpanel/lib",
  zjmf: "public/plugins/servers/rstackpanel/lib",
};
/** On Unix, a plain file that all can read. */
const UNIX = { os: 3, attrs: (0o100644 << 16) >>> 0 };

/**
 * The same files and time give the same bytes.
 * @param {keyof typeof LIB} shop
 * @param {number} seconds Unix time of all entries.
 */
export function moduleZip(shop, seconds) {
  const files = [
    ...filesIn(path.join(INTEGRATIONS, shop)),
    ...filesIn(path.join(INTEGRATIONS, "shared")).map(({ name, bytes }) => ({
      name: `${LIB[shop]}/${name}`,
      bytes,
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const at = new Date(seconds * 1000);
  // A zip has local times: these are UTC's wherever it is made.
  const mtime = new Date(at.getTime() + at.getTimezoneOffset() * 60_000);
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, [bytes, { ...UNIX, mtime }]])), {
    level: 9,
  });
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      name: path.relative(folder, file).replaceAll(path.sep, "/"),
      bytes: readFileSync(file),
    }));
