const ESCAPED: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** A tab's icon of one or two letters: the plate that stands beside the provider's name, as a drawing of its own. */
export function lettersIcon(text: string): string {
  const letters = text.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? "");
  const size = [...text].length > 1 ? 16 : 21;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="10" fill="#1d1a16"/><text x="18" y="18" text-anchor="middle" dominant-baseline="central" font-family="system-ui, sans-serif" font-weight="650" font-size="${size}" fill="#f7f4ee">${letters}</text></svg>`;
}
