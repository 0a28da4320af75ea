import { PHASE_DEVELOPMENT_SERVER } from "next/constants.js";
import createNextIntlPlugin from "next-intl/plugin";
import { buildOffline } from "./components/offline/build.mjs";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // Compiled by the build, so that no browser carries a parser for messages.
  experimental: { messages: { path: "./lib/i18n/messages", format: "json", precompile: true } },
});

// Nothing is told to Next's makers, and the build has no notice of it.
process.env.NEXT_TELEMETRY_DISABLED = "1";

// The build reads PANEL_BUILD_ID and NEXT_SERVER_ACTIONS_ENCRYPTION_KEY (lib/cli/next.mjs), and no other setting: whoever
// has a release can read what is in it.
const buildId = process.env.PANEL_BUILD_ID?.trim();
if (buildId && !/^[A-Za-z0-9._-]{1,64}$/.test(buildId)) {
  throw new Error("PANEL_BUILD_ID has 1 to 64 letters, digits, dots, dashes and underscores");
}

const settings = {
  generateBuildId: () => buildId || null,
  compiler: {
    runAfterProductionCompile: buildOffline,
  },
  // The server in front of Next compresses, since it has to see the documents (lib/server/next-answers.ts).
  compress: false,
  poweredByHeader: false,
  // Half a megabyte of data, which each part of the build would hold once more; and what looks at the process itself.
  serverExternalPackages: ["@zxcvbn-ts/language-common", "prom-client"],
  // Two of the remote code executions of 2026 lived in the image optimizer; nothing here needs it.
  images: { unoptimized: true },
  // `npm test` checks the types of everything; a provider's build needn't do it once more.
  typescript: { ignoreBuildErrors: true },
  // The server in front of Next refuses larger bodies before they are read (LARGEST_BODY in lib/server/http-server.ts).
  experimental: { serverActions: { bodySizeLimit: "64kb" }, proxyClientMaxBodySize: "64kb" },
};

/** Files that only `next dev` has: `page.dev.tsx`, `proxy.dev.ts`. */
const inDevelopment = { pageExtensions: ["dev.tsx", "dev.ts", "tsx", "ts", "jsx", "js"] };

const WHOLE_CRASH = "./components/shell/whole-crash.tsx";

/** What no page needs to carry (docs/performance.md). The tools of `next dev` use some of it. */
const inBuild = {
  experimental: { ...settings.experimental, turbopackCjsTreeShaking: true },
  turbopack: {
    resolveAlias: {
      // The style sheet needs newer browsers than those that lack any of these functions.
      "../build/polyfills/polyfill-module": false,
      // React asks whether there is one, and goes without.
      "next/dist/compiled/process": { browser: false },
      // Recharts takes all of it for the one scale that the charts have.
      "victory-vendor/d3-scale": "./components/charts/linear-scale.ts",
      // Where Next's router fails itself, our page of last resort stands in for Next's.
      "./builtin/global-error": WHOLE_CRASH,
      "../components/builtin/global-error": WHOLE_CRASH,
    },
  },
};

export default (phase) =>
  withNextIntl({ ...settings, ...(phase === PHASE_DEVELOPMENT_SERVER ? inDevelopment : inBuild) });
