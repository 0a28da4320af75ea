import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { StartError } from "../../process/end-start";
import type { EmbeddedPlace } from "./place";

/** `sun_path` is 104 bytes on macOS, 108 on Linux, and "/.s.PGSQL.5432" comes on top. */
const LONGEST = 88;

/** Null where the platform has no such sockets. Open to the server's user alone. */
export function prepareSocketFolder({ home, runAs }: EmbeddedPlace): string | null {
  if (process.platform === "win32") {
    return null;
  }
  const beside = path.join(home, "socket");
  if (Buffer.byteLength(beside) <= LONGEST) {
    return own(beside, runAs);
  }
  const name = createHash("sha256").update(fs.realpathSync(home)).digest("hex").slice(0, 24);
  return own(path.join("/tmp", `rstack-panel-${name}`), runAs);
}

/** In /tmp anybody could have made it before us: only a real folder of the right owner is taken. */
function own(folder: string, runAs: EmbeddedPlace["runAs"]): string {
  const uid = runAs?.uid ?? process.getuid?.();
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
    if (runAs) {
      fs.chownSync(folder, runAs.uid, runAs.gid);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
  const found = fs.lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || found.mode & 0o077) {
    throw new StartError(`${folder} is not a folder of the database's user alone: remove it`);
  }
  return folder;
}
