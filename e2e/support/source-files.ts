import { readdirSync } from "node:fs";
import path from "node:path";

/** Every file below a folder, with its path from the repository's root. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(full);
    return entry.isFile() ? [full] : [];
  });
}

export const routeFiles = (): string[] =>
  filesBelow("app").filter((file) => path.basename(file) === "route.ts");
