import { parseHostList } from "../parse-host-list";
import { parseInWorker } from "../parse-in-worker";

/** Run by a test with tsx, since a worker thread needs its loader: the same list read here and in the thread. */
const rows = Array.from({ length: 20_000 }, (_, n) => ({
  id: String(n + 1),
  userid: String(n % 7),
  bwdate: "1635756349",
  remark: "x".repeat(100),
}));
const bytes = new TextEncoder().encode(JSON.stringify([...rows, { id: "05" }]));
const inThread = await parseInWorker(bytes, "userid");
const here = parseHostList(bytes, "userid");
const count = inThread.kind === "value" ? inThread.value.rows.length : 0;
console.log(
  JSON.stringify({ bytes: bytes.length, count, equal: JSON.stringify(inThread) === JSON.stringify(here) }),
);
