import { SYSTEM_FAMILIES, type SystemFamily } from "../host-view";
import { DISK_CHOICES, type DiskChoice } from "./reinstall-view";
import type { FamilyChoice } from "./system-choices";

/** What the address or a click asks for; not checked against what there is. */
export interface AskedChoice {
  family: SystemFamily | null;
  imageId: string | null;
  disks: DiskChoice;
}

/** What is chosen among what there is; null where nothing is there. */
export interface ChosenSystem {
  family: FamilyChoice;
  imageId: string;
  name: string;
  disks: DiskChoice;
}

/** From `?system=debian&image=12&disks=all`; what can't be read is not asked for. */
export function askedChoice(query: Record<string, string | string[] | undefined>): AskedChoice {
  const { system, image, disks } = query;
  return {
    family: SYSTEM_FAMILIES.find((family) => family === system) ?? null,
    imageId: typeof image === "string" ? image : null,
    disks: DISK_CHOICES.find((choice) => choice === disks) ?? "system",
  };
}

export const queryOf = ({ family, imageId, disks }: ChosenSystem): string =>
  `?${new URLSearchParams({ system: family.family, image: imageId, disks })}`;

/** What was asked for where it is on offer, else the host's own system, else the newest of the first family. */
export function chosenOf(
  families: readonly FamilyChoice[],
  asked: AskedChoice,
  currentImageId: string | null,
): ChosenSystem | null {
  const withImage = (id: string | null) =>
    families.find(({ versions }) => versions.some(({ imageId }) => imageId === id));
  const family =
    families.find((one) => one.family === asked.family) ??
    withImage(asked.imageId) ??
    withImage(currentImageId) ??
    families[0];
  const versions = family?.versions ?? [];
  const version =
    versions.find(({ imageId }) => imageId === asked.imageId) ??
    versions.find(({ imageId }) => imageId === currentImageId) ??
    versions[0];
  return family && version ? { family, ...version, disks: asked.disks } : null;
}
