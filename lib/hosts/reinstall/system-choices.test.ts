import { expect, it } from "vitest";
import type { RowId } from "../../rstack/ids";
import type { Image } from "../../rstack/master-client";
import { choicesOf } from "./system-choices";

const image = (id: string, name: string | null, own: Partial<Image> = {}): Image => ({
  id: id as RowId,
  name,
  fileName: null,
  osFamily: null,
  remark: null,
  kind: "system",
  ...own,
});

it("groups systems by family, the newest version first, and leaves discs out", () => {
  const choices = choicesOf([
    image("9", "Debian 9"),
    image("22", "Windows Server 2022"),
    image("12", "Debian 12 with Docker"),
    image("11", "Debian 12"),
    image("31", "Debian 12 netinst", { kind: "disc" }),
    image("32", "Debian 13", { kind: "unknown" }),
    image("40", null, { fileName: "pfsense2.7.vhdx", osFamily: "other" }),
  ]);
  expect(choices).toEqual([
    {
      family: "debian",
      versions: [
        { imageId: "32", name: "Debian 13" },
        { imageId: "12", name: "Debian 12 with Docker" },
        { imageId: "11", name: "Debian 12" },
        { imageId: "9", name: "Debian 9" },
      ],
    },
    { family: "windows", versions: [{ imageId: "22", name: "Windows Server 2022" }] },
    { family: "unknown", versions: [{ imageId: "40", name: "pfsense2.7" }] },
  ]);
});

it("strips characters that reorder text from a name, and falls back to the id", () => {
  const [family] = choicesOf([image("7", "\u202e\u200b"), image("8", "Debian\u202e 12")]);
  expect(family).toEqual({ family: "debian", versions: [{ imageId: "8", name: "Debian 12" }] });
  expect(choicesOf([image("7", "\u202e")])[0]?.versions).toEqual([{ imageId: "7", name: "7" }]);
});
