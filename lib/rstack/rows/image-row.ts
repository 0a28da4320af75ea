import type { VmId } from "../ids";
import type { Image, Medium } from "../master-client";
import { type ColumnTable, isDoubled, read, readLabel, readRowId } from "./fields";
import { keyOf } from "./named-row";
import { HOST_ID_COLUMNS, rowsNotOfOthers } from "./of-host";
import type { RawRow } from "./raw-row";

export const IMAGE_COLUMNS = {
  id: ["id", "osid"],
  name: ["name"],
  fileName: ["osname", "filename", "file_name"],
  osFamily: ["ostype", "os_type"],
  remark: ["remark"],
  kind: ["osfile", "os_file"],
} as const satisfies ColumnTable;

export const IMAGE_KEY = keyOf(IMAGE_COLUMNS);

/** Without those that say they are the other kind: a master may ignore `osfile`. */
export function imagesOf(rows: readonly RawRow[], kind: "system" | "disc"): Image[] {
  const images: Image[] = [];
  for (const row of rows) {
    const id = readRowId(row, IMAGE_COLUMNS.id);
    const said = kindOf(row);
    if (id !== null && !isDoubled(row, IMAGE_COLUMNS.id) && (said === kind || said === "unknown")) {
      images.push({
        id,
        name: readLabel(row, IMAGE_COLUMNS.name),
        fileName: readLabel(row, IMAGE_COLUMNS.fileName),
        osFamily: readLabel(row, IMAGE_COLUMNS.osFamily),
        remark: readLabel(row, IMAGE_COLUMNS.remark),
        kind: said,
      });
    }
  }
  return images;
}

/** The vendor's word, else the file's own ending. */
function kindOf(row: RawRow): Image["kind"] {
  const word = read(row, IMAGE_COLUMNS.kind)?.trim().toLowerCase();
  if (word === "os" || word === "cd") {
    return word === "os" ? "system" : "disc";
  }
  const file = word?.includes(".") ? word : (read(row, IMAGE_COLUMNS.fileName)?.trim().toLowerCase() ?? "");
  return /\.iso$/.test(file) ? "disc" : /\.vhdx?$/.test(file) ? "system" : "unknown";
}

export const MEDIUM_COLUMNS = {
  id: ["cdid", "id"],
  host: HOST_ID_COLUMNS,
  name: ["name", "cdname", "cd_name", "osname", "filename", "file_name"],
} as const satisfies ColumnTable;

export const MEDIUM_KEY = keyOf(MEDIUM_COLUMNS);

export function mediaOf(rows: readonly RawRow[], vmId: VmId): Medium[] {
  const media: Medium[] = [];
  for (const row of rowsNotOfOthers(rows, vmId, MEDIUM_COLUMNS)) {
    const id = readRowId(row, MEDIUM_COLUMNS.id);
    if (id !== null) {
      media.push({ id, name: readLabel(row, MEDIUM_COLUMNS.name) });
    }
  }
  return media;
}
