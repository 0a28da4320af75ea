import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cleanPng, LONGEST_PNG_BYTES } from "./png";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 0], 8);
  return chunk("IHDR", data);
}

const pixels = (width: number, height: number) =>
  chunk("IDAT", deflateSync(Buffer.alloc((width + 1) * height)));
const end = chunk("IEND", Buffer.alloc(0));
const picture = Buffer.concat([SIGNATURE, header(64, 64), pixels(64, 64), end]);

describe("an uploaded picture", () => {
  it("is kept when it is a PNG", () => {
    expect(cleanPng(picture)).toEqual({ ok: true, png: picture });
  });

  it("loses all that doesn't draw it", () => {
    const text = chunk("tEXt", Buffer.from("Author\0somebody <script>"));
    const time = chunk("tIME", Buffer.alloc(7));
    const told = Buffer.concat([SIGNATURE, header(64, 64), text, pixels(64, 64), time, end]);
    expect(cleanPng(told)).toEqual({ ok: true, png: picture });
  });

  it.each([
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ["nothing", Buffer.alloc(0)],
    ["a signature alone", SIGNATURE],
    ["one with something behind it", Buffer.concat([picture, Buffer.from("<script>")])],
    ["one that was cut", picture.subarray(0, -6)],
    ["one whose check sums are wrong", Buffer.from(picture).fill(7, 20, 22)],
    [
      "one whose pixels don't unpack",
      Buffer.concat([SIGNATURE, header(64, 64), chunk("IDAT", Buffer.from("x")), end]),
    ],
    [
      "one that unpacks to far more than it says",
      Buffer.concat([SIGNATURE, header(64, 64), pixels(3000, 3000), end]),
    ],
  ])("is refused when it is %s", (_, given) => {
    expect(cleanPng(given)).toEqual({ ok: false, fault: "no-png" });
  });

  it("is refused when it is too large, on the disk or on the page", () => {
    expect(cleanPng(Buffer.alloc(LONGEST_PNG_BYTES + 1))).toEqual({ ok: false, fault: "png-too-big" });
    const wide = Buffer.concat([SIGNATURE, header(513, 64), pixels(513, 64), end]);
    expect(cleanPng(wide)).toEqual({ ok: false, fault: "png-sides" });
    const tiny = Buffer.concat([SIGNATURE, header(1, 1), pixels(1, 1), end]);
    expect(cleanPng(tiny)).toEqual({ ok: false, fault: "png-sides" });
  });
});
