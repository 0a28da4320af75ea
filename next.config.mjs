import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

// Reads no settings: `next build` must run with none, so that no secret can end in what it makes.
export default withNextIntl({
  poweredByHeader: false,
  reactCompiler: true,
  // Two of the remote code executions of 2026 lived in the image optimizer; nothing here needs it.
  images: { unoptimized: true },
  experimental: { serverActions: { bodySizeLimit: "64kb" } },
});
