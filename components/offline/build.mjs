// What `npm run build` makes beside Next: the service worker and its offline page. Called by Next itself, through
// next.config.mjs, once all static files are there.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const HERE = import.meta.dirname;
const LOCALES = ["en", "zh-CN"];
/** Stands in the one style sheet that every page has. */
const TOKEN = "--color-ground:";

/** Writes `static/offline/*` and `offline/worker.js` below `distDir`. Throws where Next's files aren't as expected. */
export async function buildOffline({ projectDir, distDir }) {
  const statics = path.join(distDir, "static");
  const look = readdirSync(path.join(statics, "chunks"))
    .filter((name) => name.endsWith(".css"))
    .find((name) => readFileSync(path.join(statics, "chunks", name), "utf8").includes(TOKEN));
  if (!look) {
    throw new Error(`No style sheet of the build holds ${TOKEN} for the offline page`);
  }
  mkdirSync(path.join(statics, "offline"), { recursive: true });
  /** Named after what is in it, so that no release's file ever stands in another's place. */
  const write = (name, text) => {
    const { name: stem, ext } = path.parse(name);
    const hashed = `offline/${stem}-${digest(text).slice(0, 12)}${ext}`;
    writeFileSync(path.join(statics, hashed), text);
    return hashed;
  };
  const words = LOCALES.map((locale) => {
    const file = path.join(projectDir, "lib/i18n/messages", locale, "hosts.json");
    return [locale, JSON.parse(readFileSync(file, "utf8")).host.state];
  });
  const files = {
    look: `chunks/${look}`,
    script: write(
      "shell.js",
      await bundle(projectDir, "shell.ts", { STATE_WORDS: Object.fromEntries(words) }),
    ),
  };
  const html = readFileSync(path.join(HERE, "shell.html"), "utf8").replace(
    /%(\w+)%/g,
    (_, name) => `/_next/static/${files[name]}`,
  );
  const shell = write("shell.html", html);
  const entries = [shell, ...Object.values(files)].map((file) => ({
    url: `/_next/static/${file}`,
    revision: null,
    integrity: `sha384-${createHash("sha384")
      .update(readFileSync(path.join(statics, file)))
      .digest("base64")}`,
  }));
  const built = { version: versionOf(statics), entries, shell: `/_next/static/${shell}` };
  mkdirSync(path.join(distDir, "offline"), { recursive: true });
  writeFileSync(
    path.join(distDir, "offline/worker.js"),
    await bundle(projectDir, "offline-worker.ts", { BUILT: built }),
  );
}

async function bundle(projectDir, file, given = {}) {
  const result = await build({
    entryPoints: [path.join(HERE, file)],
    bundle: true,
    minify: true,
    write: false,
    format: file.endsWith("worker.ts") ? "iife" : "esm",
    target: ["es2022", "chrome111", "firefox114", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    alias: { "@": projectDir },
    define: {
      "process.env.NODE_ENV": '"production"',
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, JSON.stringify(value)])),
    },
  });
  return result.outputFiles[0].text;
}

/** Of builds from the same sources the same, whatever they are called: two servers that built apart change no worker. */
function versionOf(statics) {
  const names = ["chunks", "media", "offline"].flatMap((folder) => {
    try {
      return readdirSync(path.join(statics, folder), { recursive: true }).map((name) => `${folder}/${name}`);
    } catch (error) {
      if (error.code === "ENOENT") {
        return [];
      }
      throw error;
    }
  });
  return digest(names.sort().join("\n")).slice(0, 12);
}

const digest = (text) => createHash("sha256").update(text).digest("hex");
