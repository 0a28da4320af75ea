import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { accentOf, accentStyle } from "@/lib/provider/accent";
import { appleIcon } from "@/lib/provider/app/app-icons";
import { GROUND } from "@/lib/provider/app/manifest";
import { providerView, tabIcon } from "@/lib/provider/settings";
import { Faults } from "./faults";
import "./globals.css";

/** `connection()` first: a build has no settings to read. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const [{ name }, icon, apple] = await Promise.all([providerView(), tabIcon(), appleIcon()]);
  return {
    title: { default: name, template: `%s · ${name}` },
    robots: { index: false },
    icons: { icon, apple },
    manifest: "/api/manifest",
  };
}

/** What an installed app and a phone's browser draw around the page has the page's ground. */
export async function generateViewport(): Promise<Viewport> {
  await connection();
  const { theme } = await viewerPreferences();
  const themeColor =
    theme === "system"
      ? (["light", "dark"] as const).map((scheme) => ({
          media: `(prefers-color-scheme: ${scheme})`,
          color: GROUND[scheme],
        }))
      : GROUND[theme];
  return { width: "device-width", initialScale: 1, viewportFit: "cover", themeColor };
}

/** The theme stands on `<html>` from the first byte, so that nothing flashes; `system` is left to a media query. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const [{ locale, theme }, { accent }] = await Promise.all([viewerPreferences(), providerView()]);
  const made = accent === null ? null : accentOf(accent);
  return (
    <html lang={locale} data-theme={theme} style={made?.ok ? accentStyle(made.accent) : undefined}>
      <body>
        <Faults of="common">{children}</Faults>
      </body>
    </html>
  );
}
