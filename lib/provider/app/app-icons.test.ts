import { readFileSync } from "node:fs";
import { PNG } from "pngjs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { useTestDatabase } from "../../db/testing";
import { changeSettings } from "../settings";
import { appIcon, appIcons, appleIcon, ICONS } from "./app-icons";
import { appManifest, GROUND } from "./manifest";

vi.mock("../../config", async (original) => ({
  ...(await original<typeof import("../../config")>()),
  config: () => ({
    connections: { requests: 5, background: 5 },
    databaseUrl: null,
    provider: {
      name: "RStack Panel",
      letters: null,
      accent: null,
      support: null,
      order: null,
      pay: null,
      legal: [],
    },
  }),
}));

useTestDatabase();

beforeEach(() => changeSettings({ name: null, letters: null, picture: null, accent: null }, "test"));

const read = async (src: string) => {
  const { searchParams } = new URL(src, "http://panel");
  return appIcon(searchParams.get("of") ?? "", searchParams.get("v") ?? "");
};

async function drawnAs(src: string) {
  const icon = await read(src);
  if (icon?.type !== "image/png") throw new Error(`${src} is no PNG`);
  const png = PNG.sync.read(icon.bytes);
  const at = (x: number, y: number) => [...png.data.subarray(4 * (y * png.width + x)).subarray(0, 4)];
  return { size: `${png.width}x${png.height}`, at, side: png.width };
}

/** A green picture, wider than high. */
function picture(): string {
  const png = new PNG({ width: 64, height: 32 });
  for (let n = 0; n < png.data.length; n += 4) png.data.set([0, 128, 0, 255], n);
  return PNG.sync.write(png).toString("base64");
}

describe("icons of the installed app", () => {
  it.each([
    ["the panel's own mark", {}],
    ["letters", { letters: "HW" }],
    ["the first letter of a name", { name: "Halden" }],
    ["a picture", { picture: picture() }],
  ])("have the sizes that the manifest says, and a full one its whole square: %s", async (_, settings) => {
    await changeSettings(settings, "test");
    const icons = await appIcons();
    expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      "192x192 any",
      "512x512 any",
      "512x512 maskable",
    ]);
    for (const { src, sizes, type } of icons) {
      expect(type).toBe("image/png");
      expect((await drawnAs(src)).size, src).toBe(sizes);
    }
    const [, , maskable] = await Promise.all(icons.map(({ src }) => drawnAs(src)));
    const apple = await drawnAs(await appleIcon());
    expect(apple.size).toBe(`${ICONS.apple.side}x${ICONS.apple.side}`);
    for (const whole of [maskable, apple]) {
      expect(whole?.at(0, 0)[3]).toBe(255);
      expect(whole?.at(whole.side - 1, whole.side - 1)[3]).toBe(255);
    }
  });

  it("keep what a device may cut off free of the mark", async () => {
    await changeSettings({ letters: "WM" }, "test");
    const [, , maskable] = await appIcons();
    const { at, side } = await drawnAs(maskable?.src ?? "");
    const plate = at(0, 0);
    for (let degrees = 0; degrees < 360; degrees += 3) {
      const [x, y] = [Math.cos, Math.sin].map((of) =>
        Math.round(side / 2 + 0.4 * side * of((degrees * Math.PI) / 180)),
      );
      expect(at(x ?? 0, y ?? 0)).toEqual(plate);
    }
  });

  it("show a picture in the middle of its square, whatever its sides", async () => {
    await changeSettings({ picture: picture() }, "test");
    const [plain, , full] = await appIcons();
    const one = await drawnAs(plain?.src ?? "");
    expect(one.at(96, 96)).toEqual([0, 128, 0, 255]);
    expect(one.at(96, 4)).toEqual([0, 0, 0, 0]);
    const other = await drawnAs(full?.src ?? "");
    expect(other.at(256, 256)).toEqual([0, 128, 0, 255]);
    expect(other.at(256, 4)).toEqual([250, 250, 249, 255]);
  });

  it("leave a letter that a server has no strokes for to the browser", async () => {
    await changeSettings({ letters: "云" }, "test");
    const icons = await appIcons();
    expect(icons.map(({ type, sizes, purpose }) => ({ type, sizes, purpose }))).toEqual([
      { type: "image/svg+xml", sizes: "any", purpose: "any" },
      { type: "image/svg+xml", sizes: "any", purpose: "maskable" },
    ]);
    for (const { src } of icons) expect(String((await read(src))?.bytes)).toContain(">云</text>");
    expect((await drawnAs(await appleIcon())).size).toBe("180x180");
  });

  it("change their address with the mark, and the one before answers no more", async () => {
    await changeSettings({ letters: "A" }, "test");
    const before = await appleIcon();
    expect(await read(before)).not.toBeNull();
    await changeSettings({ letters: "B" }, "test");
    expect(await appleIcon()).not.toBe(before);
    expect(await read(before)).toBeNull();
    const { searchParams } = new URL(await appleIcon(), "http://panel");
    for (const name of ["../../.env", "toString", "constructor", "__proto__"]) {
      expect(await appIcon(name, searchParams.get("v") ?? "")).toBeNull();
    }
    expect(await appIcon("drawing", searchParams.get("v") ?? "")).not.toBeNull();
  });
});

describe("the manifest", () => {
  it("names the provider, and keeps the whole panel in one app", async () => {
    await changeSettings({ name: "Halden", accent: "#0a7d5a" }, "test");
    expect(await appManifest()).toMatchObject({
      id: "/",
      name: "Halden",
      short_name: "Halden",
      start_url: "/hosts",
      scope: "/",
      display: "standalone",
      background_color: GROUND.light,
      theme_color: expect.stringMatching(/^#[0-9a-f]{6}$/),
    });
    expect((await appManifest()).theme_color).not.toBe(GROUND.light);
    await changeSettings({ name: "Halden Cloud Hosting", accent: null }, "test");
    expect(await appManifest()).toMatchObject({ name: "Halden Cloud Hosting", theme_color: GROUND.light });
    expect(await appManifest()).not.toHaveProperty("short_name");
  });

  it("has the grounds of the look", () => {
    const tokens = readFileSync("components/ui/css/tokens.css", "utf8");
    const [, light, dark] = /--color-ground: light-dark\((#\w+), (#\w+)\);/.exec(tokens) ?? [];
    expect({ light, dark }).toEqual(GROUND);
  });
});
