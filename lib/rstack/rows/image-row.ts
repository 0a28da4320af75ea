import type { VmId } from "../ids";
import { column, read, readLabel, readRowId } from "./fields";
import { keyOf, type Named, type WithId, withIdsOf } from "./named-row";
import { HOST_ID, rowsNotOfOthers } from "./of-host";
import type { RawRow } from "./raw-row";

const IMAGE = {
  id: column(readRowId, "id", "osid"),
  name: column(readLabel, "name"),
  fileName: column(readLabel, "osname", "filename", "file_name"),
  osFamily: column(readLabel, "ostype", "os_type"),
  remark: column(readLabel, "remark"),
};
export const IMAGE_COLUMNS = { ...IMAGE, kind: column(readLabel, "osfile", "os_file") };
/** A system image or a disc. */
export type Image = WithId<typeof IMAGE> & { kind: "system" | "disc" | "unknown" };

export const IMAGE_KEY = keyOf(IMAGE_COLUMNS);

/** Without those that say they are the other kind: a master may ignore `osfile`. */
export const imagesOf = (rows: readonly RawRow[], kind: "system" | "disc"): Image[] =>
  rows
    .flatMap((row) => withIdsOf([row], IMAGE).map((image) => ({ ...image, kind: kindOf(row) })))
    .filter((image) => image.kind === kind || image.kind === "unknown");

/** The vendor's word, else the file's own ending. */
function kindOf(row: RawRow): Image["kind"] {
  const word = read(row, IMAGE_COLUMNS.kind.names)?.trim().toLowerCase();
  if (word === "os" || word === "cd") {
    return word === "os" ? "system" : "disc";
  }
  const file = word?.includes(".") ? word : (read(row, IMAGE.fileName.names)?.trim().toLowerCase() ?? "");
  return /\.iso$/.test(file) ? "disc" : /\.vhdx?$/.test(file) ? "system" : "unknown";
}

const MEDIUM = {
  id: column(readRowId, "cdid", "id"),
  name: column(readLabel, "name", "cdname", "cd_name", "osname", "filename", "file_name"),
};
export const MEDIUM_COLUMNS = { ...MEDIUM, host: HOST_ID };

export const MEDIUM_KEY = keyOf(MEDIUM);

export const mediaOf = (rows: readonly RawRow[], vmId: VmId): Named[] =>
  withIdsOf(rowsNotOfOthers(rows, vmId, MEDIUM_COLUMNS), MEDIUM);
