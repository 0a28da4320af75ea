// `npm run build` and `npm run dev`: Next's own command, with the settings as every other command reads them.
import "./load-env.mjs";
import process from "node:process";

// 32 bytes that Next makes the ids of server actions with, always the same ones: then builds that were made apart take each
// other's forms. No secret: when the panel starts, another key is put in its place (lib/server/public-build.ts).
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||= btoa("rstack-panel: ids of the actions");
await import("next/dist/bin/next");
