import "server-only";
import { accentOf } from "../accent";
import { fillLink } from "../fill-link";
import { providerView } from "../settings";
import { type AppIcon, appIcons } from "./app-icons";

/** The grounds of a page in both themes, from `components/ui/css/tokens.css` (a test compares). */
export const GROUND = { light: "#fafaf9", dark: "#111110" } as const;

/** A device cuts off what is longer under an icon. */
const LONGEST_SHORT_NAME = 12;

interface AppManifest {
  id: string;
  name: string;
  short_name?: string;
  start_url: string;
  scope: string;
  display: "standalone";
  theme_color: string;
  background_color: string;
  icons: AppIcon[];
  /** No word of the standard: for the page that stands when nothing else does. */
  support?: string;
}

/** What makes the panel installable: the same for everybody, since a browser asks for it without cookies. */
export async function appManifest(): Promise<AppManifest> {
  const [{ name, accent, support }, icons] = await Promise.all([providerView(), appIcons()]);
  const made = accent === null ? null : accentOf(accent);
  return {
    // Stands for the app where its addresses or name change.
    id: "/",
    name,
    ...(name.length <= LONGEST_SHORT_NAME ? { short_name: name } : {}),
    start_url: "/hosts",
    scope: "/",
    display: "standalone",
    theme_color: made?.ok ? made.accent.light.accent : GROUND.light,
    background_color: GROUND.light,
    icons,
    ...(support ? { support: fillLink(support, {}) } : {}),
  };
}
