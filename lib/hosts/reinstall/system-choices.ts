import type { Image } from "../../rstack/master-client";
import { cleanText } from "../clean-text";
import { SYSTEM_FAMILIES, type SystemFamily } from "../host-view";
import { systemOf } from "../system-name";

export interface VersionChoice {
  imageId: string;
  /** The image's own name: "Debian 12 with Docker". */
  name: string;
}

/** The systems that a host may get, by family; `versions` newest first. */
export interface FamilyChoice {
  family: SystemFamily;
  versions: VersionChoice[];
}

type Named = Pick<Image, "id" | "name" | "fileName">;

/** What an image is called here: its name, else its file's without the ending. */
export const imageName = ({ id, name, fileName }: Named): string =>
  (cleanText(name) ?? cleanText(fileName))?.replace(/\.(?:vhdx?|img)$/i, "") || id;

const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export function choicesOf(images: readonly Image[]): FamilyChoice[] {
  const systems = images
    // A master that doesn't tell the kind was asked for systems alone.
    .filter(({ kind }) => kind !== "disc")
    .map((image) => ({
      family: systemOf(image.name ?? image.fileName, image.osFamily).family,
      version: { imageId: image.id as string, name: imageName(image) },
    }));
  return ORDER.map((family) => ({
    family,
    versions: systems
      .filter((one) => one.family === family)
      .map(({ version }) => version)
      .sort((a, b) => byName.compare(b.name, a.name)),
  })).filter(({ versions }) => versions.length > 0);
}

/** Windows after the free ones; what has no family of its own comes last. */
const LAST: readonly SystemFamily[] = ["windows", "freebsd", "linux", "unknown"];
const ORDER = [...SYSTEM_FAMILIES.filter((family) => !LAST.includes(family)), ...LAST];
