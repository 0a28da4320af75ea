import type { IconShape } from "./draw-icon";

const ESCAPED: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** An icon of one or two letters: the plate that stands beside the provider's name, as an SVG that the browser has fonts for. */
export function lettersIcon(text: string, shape: IconShape): string {
  const letters = text.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? "");
  const size = ([...text].length > 1 ? 16 : 21) * (shape === "full" ? 0.8 : 1);
  const corner = shape === "full" ? 0 : 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="${corner}" fill="#1d1a16"/><text x="18" y="18" text-anchor="middle" dominant-baseline="central" font-family="system-ui, sans-serif" font-weight="650" font-size="${size}" fill="#f7f4ee">${letters}</text></svg>`;
}
