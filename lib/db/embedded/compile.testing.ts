import fs from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";

/**
 * Compiles a script and all that it imports from the panel into one file of that folder, and returns its path: for scripts
 * that a run starts many times. By tsx each start takes a second of the processor longer. The caller removes the folder.
 */
export function compileInto(folder: string, script: string): string {
  const packages = path.join(folder, "node_modules");
  if (!fs.existsSync(packages)) {
    fs.symlinkSync(path.resolve("node_modules"), packages, "junction");
  }
  const outfile = path.join(folder, `${path.parse(script).name}.mjs`);
  buildSync({
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["react-server"],
    packages: "external",
  });
  return outfile;
}
