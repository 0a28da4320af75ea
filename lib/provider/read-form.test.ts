import { describe, expect, it } from "vitest";
import { readLinks, readLook } from "./read-form";

const none = { en: "", zh: "", href: "" };

describe("what staff typed on the settings page", () => {
  it("takes an empty field for a setting taken back", () => {
    expect(readLook({ name: " ", letters: "", accent: "" })).toEqual({
      ok: true,
      changes: { name: null, letters: null, accent: null },
    });
    expect(readLinks({ support: "", order: " ", pay: "", legal: [none, none] })).toEqual({
      ok: true,
      changes: { support: null, order: null, pay: null, legal: null },
    });
  });

  it("says which field can't be kept", () => {
    const look = { name: "Halden", letters: "H", accent: "#0A7A5C" };
    expect(readLook(look)).toEqual({ ok: true, changes: { ...look, accent: "#0a7a5c" } });
    expect(readLook({ ...look, name: "x\u202ey" })).toEqual({ ok: false, fault: "bad-name", at: "name" });
    expect(readLook({ ...look, letters: "ABC" })).toEqual({ ok: false, fault: "bad-letters", at: "letters" });
    expect(readLook({ ...look, accent: "#ff0000" })).toEqual({
      ok: false,
      fault: "like-danger",
      at: "accent",
    });
    const links = { support: "", order: "", pay: "", legal: [none] };
    expect(readLinks({ ...links, pay: "javascript:alert(1)" })).toEqual({
      ok: false,
      fault: "bad-link",
      at: "pay",
    });
    expect(readLinks({ ...links, legal: [none, { ...none, en: "Terms" }] })).toEqual({
      ok: false,
      fault: "bad-legal",
      at: "href1",
    });
  });

  it("counts signs, not bytes: a Chinese mark of two", () => {
    expect(readLook({ name: "", letters: "云港", accent: "" }).ok).toBe(true);
    expect(readLook({ name: "", letters: "👩‍🚀", accent: "" }).ok).toBe(false);
  });
});
