// `npm run build` and `npm run dev`: Next's own command, with the settings as every other command reads them.
import "./load-env.mjs";
import "next/dist/bin/next";
