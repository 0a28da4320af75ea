// `npm run release`: builds the committed version and packs what a server needs, and each shop's module as a zip, with
// checksums, a list of its parts and what is new in it. The same commit, platform and Node give the same bytes of the archive but for what Next names by chance.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { ensurePackages, ROOT, run } from "../steps.mjs";
import { moduleZip } from "./module-zip.mjs";

const OUT = path.join(ROOT, "release");

async function main() {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const changed = output("git", ["status", "--porcelain"]);
  if (changed) {
    throw new Error(`commit or remove these first:\n${changed}`);
  }
  const notes = notesOf(version, readFileSync(path.join(ROOT, "CHANGELOG.md"), "utf8"));
  const [commit, time] = output("git", ["log", "-1", "--format=%H %ct"]).split(" ");
  await ensurePackages();
  // Each build from nothing, and by the key that all builds have.
  rmSync(path.join(ROOT, ".next"), { recursive: true, force: true });
  const env = { PANEL_BUILD_ID: `${version}-${commit.slice(0, 10)}`, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "" };
  await step(process.execPath, ["lib/cli/next.mjs", "build"], env);

  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  const name = `rstack-panel-${version}`;
  const staging = mkdtempSync(path.join(tmpdir(), "panel-release-"));
  const folder = path.join(staging, name);
  await step(process.execPath, ["lib/cli/release/contents.mjs", folder]);
  const about = { version, commit, platform: `${process.platform}-${process.arch}` };
  writeFileSync(path.join(folder, "release.json"), `${JSON.stringify(about)}\n`);
  const parts = partsOf(Number(time));
  const files = [`${name}.tar.gz`, `${name}.cdx.json`, `${name}.md`];
  pack(folder, files[0], time);
  writeFileSync(path.join(OUT, files[1]), `${JSON.stringify(parts, null, 1)}\n`);
  writeFileSync(path.join(OUT, files[2]), notes);
  for (const shop of ["whmcs", "zjmf"]) {
    const file = `rstackpanel-${shop}-${version}.zip`;
    writeFileSync(path.join(OUT, file), moduleZip(shop, Number(time)));
    files.push(file);
  }
  rmSync(staging, { recursive: true });
  const sums = files.map((file) => `${sha256(path.join(OUT, file))}  ${file}\n`);
  writeFileSync(path.join(OUT, "SHA256SUMS"), sums.join(""));
  const megabytes = statSync(path.join(OUT, files[0])).size / 1e6;
  console.log(
    `release/${files[0]}: ${megabytes.toFixed(1)} MB, ${parts.components.length} packages, ${commit}`,
  );
}

async function step(command, args, env) {
  if ((await run(command, args, { env })) !== 0) {
    throw new Error(`${args.join(" ")} failed`);
  }
}

function output(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  }
  return stdout.trim();
}

/** The changelog's section of a version, without its heading. */
function notesOf(version, changelog) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  const notes = section?.slice(section.indexOf("\n")).trim();
  if (!notes) {
    throw new Error(`CHANGELOG.md has no section [${version}], which package.json names`);
  }
  return `# RStack Panel ${version}\n\n${notes}\n`;
}

/** CycloneDX, as npm writes it, of all packages that the release is made with: many are in it as a part of a built file. */
function partsOf(seconds) {
  const all = JSON.parse(output("npm", ["sbom", "--sbom-format=cyclonedx", "--omit=dev"]));
  const timestamp = new Date(seconds * 1000).toISOString();
  // npm takes the checkout's folder for the name.
  const component = { ...all.metadata.component, name: "rstack-panel", type: "application" };
  // By chance, and the format does without.
  delete all.serialNumber;
  return { ...all, metadata: { ...all.metadata, timestamp, component } };
}

/** GNU tar's, in one order, of one owner and one time. */
function pack(folder, file, time) {
  const owner = ["--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX,go=rX"];
  const same = ["--sort=name", `--mtime=@${time}`, "--format=gnu", ...owner];
  const archive = path.join(OUT, file.replace(/\.gz$/, ""));
  output("tar", [...same, "-C", path.dirname(folder), "-cf", archive, path.basename(folder)]);
  output("gzip", ["-n", "-9", archive]);
}

const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

try {
  await main();
} catch (error) {
  console.error(`No release was made: ${error.message}`);
  process.exitCode = 1;
}
