// The thread begins here, in what Node reads by itself: in the built panel nothing else reads TypeScript.
import { tsImport } from "tsx/esm/api";

await tsImport("./parse-worker.ts", import.meta.url);
