import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { config } from "@/lib/config";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import "./globals.css";

/** `connection()` first: a build has no settings to read. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const { providerName } = config();
  return { title: { default: providerName, template: `%s · ${providerName}` }, robots: { index: false } };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

/** The theme stands on `<html>` from the first byte, so that nothing flashes; `system` is left to a media query. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, theme } = await viewerPreferences();
  return (
    <html lang={locale} data-theme={theme}>
      <body>{children}</body>
    </html>
  );
}
