import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // Compiled by the build, so that no browser carries a parser for messages.
  experimental: { messages: { path: "./lib/i18n/messages", format: "json", precompile: true } },
});

// Reads no settings: `next build` must run with none, so that no secret can end in what it makes.
export default withNextIntl({
  poweredByHeader: false,
  // Two of the remote code executions of 2026 lived in the image optimizer; nothing here needs it.
  images: { unoptimized: true },
  // `npm test` checks the types of everything; a provider's build needn't do it once more.
  typescript: { ignoreBuildErrors: true },
  // The server in front of Next refuses larger bodies before they are read (LARGEST_BODY in lib/cli/http-server.ts).
  experimental: { serverActions: { bodySizeLimit: "64kb" }, proxyClientMaxBodySize: "64kb" },
});
