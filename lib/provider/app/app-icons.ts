import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { perProcess } from "../../per-process";
import type { Mark } from "../provider-view";
import { markFile, providerView } from "../settings";
import { drawLetters, drawOwnMark, drawPicture, type IconShape, isDrawable } from "./draw-icon";
import { lettersIcon } from "./letters-icon";

/** Changes with what `draw-icon.ts` makes of the same mark: browsers keep an icon for good. */
const DRAWING = "2";

/** The sizes that are asked for: a phone's screen and its splash screen, in both shapes, and Apple's, which cuts by itself. */
export const ICONS = {
  "192": { side: 192, shape: "plain" },
  "512": { side: 512, shape: "plain" },
  maskable: { side: 512, shape: "full" },
  apple: { side: 180, shape: "full" },
} as const satisfies Record<string, { side: number; shape: IconShape }>;
export type AppIconName = keyof typeof ICONS;

/** Where a server can't draw a letter, such as a Chinese one, the browser draws it. */
const DRAWINGS = { drawing: "plain", "drawing-full": "full" } as const satisfies Record<string, IconShape>;
type DrawingName = keyof typeof DRAWINGS;

export interface AppIcon {
  src: string;
  type: string;
  sizes: string;
  purpose: "any" | "maskable";
}
interface IconFile {
  bytes: Buffer<ArrayBuffer>;
  type: string;
}

/** What was drawn of the mark that the provider has now. */
const drawn = perProcess("app icons", () => ({
  version: "",
  files: new Map<string, Promise<IconFile | null>>(),
}));

/** Null: there is no such icon of this mark. */
export async function appIcon(name: string, version: string): Promise<IconFile | null> {
  const now = await currentMark();
  if (version !== now.version || !(Object.hasOwn(ICONS, name) || Object.hasOwn(DRAWINGS, name))) {
    return null;
  }
  if (drawn.version !== version) {
    drawn.version = version;
    drawn.files.clear();
  }
  let file = drawn.files.get(name);
  if (file === undefined) {
    file = draw(name as AppIconName | DrawingName, now);
    drawn.files.set(name, file);
    file.catch(() => drawn.files.delete(name));
  }
  return file;
}

/** For the manifest. */
export async function appIcons(): Promise<AppIcon[]> {
  const { mark, version, own } = await currentMark();
  const of = (name: AppIconName | DrawingName, more: Omit<AppIcon, "src">): AppIcon => ({
    src: addressOf(name, version),
    ...more,
  });
  if (own && mark.kind === "letters" && !isDrawable(mark.text)) {
    const svg = { type: "image/svg+xml", sizes: "any" };
    return [of("drawing", { ...svg, purpose: "any" }), of("drawing-full", { ...svg, purpose: "maskable" })];
  }
  const png = { type: "image/png" };
  return [
    of("192", { ...png, sizes: "192x192", purpose: "any" }),
    of("512", { ...png, sizes: "512x512", purpose: "any" }),
    of("maskable", { ...png, sizes: "512x512", purpose: "maskable" }),
  ];
}

export const appleIcon = async (): Promise<string> => addressOf("apple", (await currentMark()).version);

const addressOf = (name: string, version: string) => `/api/icon?of=${name}&v=${version}`;

interface CurrentMark {
  mark: Mark;
  /** The file of a picture. */
  picture: Buffer | null;
  /** Not the panel's, for a provider that has none. */
  own: boolean;
  version: string;
}

async function currentMark(): Promise<CurrentMark> {
  const [{ mark }, file] = await Promise.all([providerView(), markFile().catch(() => null)]);
  return {
    mark,
    picture: mark.kind === "picture" ? (file?.bytes ?? null) : null,
    own: file !== null,
    version: `${DRAWING}-${file?.version ?? "panel"}`,
  };
}

async function draw(
  name: AppIconName | DrawingName,
  { mark, picture, own }: CurrentMark,
): Promise<IconFile | null> {
  const letters = own && mark.kind === "letters" ? mark.text : null;
  if (name === "drawing" || name === "drawing-full") {
    const svg = letters === null ? null : lettersIcon(letters, DRAWINGS[name]);
    return svg === null ? null : { bytes: Buffer.from(svg), type: "image/svg+xml" };
  }
  const size = ICONS[name];
  const bytes = picture
    ? await drawPicture(picture, size)
    : letters !== null && isDrawable(letters)
      ? await drawLetters(letters, size)
      : await drawOwnMark(await ownMark(), size);
  return { bytes: Buffer.from(bytes), type: "image/png" };
}

const ownMark = () => readFile(path.join(process.cwd(), "public/icon.svg"), "utf8");
