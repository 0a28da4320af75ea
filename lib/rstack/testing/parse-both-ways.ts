import { parseHostList } from "../parse-host-list";
import { parseInWorker, parseUsersInWorker } from "../parse-in-worker";
import { parseUserList } from "../parse-user-list";

/** Run by a test with tsx, since a worker thread needs its loader: the same lists read here and in the thread. */
const rows = Array.from({ length: 20_000 }, (_, n) => ({
  id: String(n + 1),
  userid: String(n % 7),
  bwdate: "1635756349",
  remark: "x".repeat(100),
}));
const bytes = new TextEncoder().encode(JSON.stringify([...rows, { id: "05" }]));

const compared = (
  inThread: Awaited<ReturnType<typeof parseInWorker> | ReturnType<typeof parseUsersInWorker>>,
  here: typeof inThread,
) => ({
  count: inThread.kind === "value" ? inThread.value.rows.length : 0,
  equal: JSON.stringify(inThread) === JSON.stringify(here),
});
const hosts = compared(await parseInWorker(bytes, "userid"), parseHostList(bytes, "userid"));
const users = compared(await parseUsersInWorker(bytes), parseUserList(bytes));
console.log(JSON.stringify({ bytes: bytes.length, hosts, users }));
