import { readRoute } from "@/lib/actions/read-route";
import { readBatch } from "@/lib/hosts/batch/batches";

/** What came of each host of a batch, for whoever asked for it. */
export const GET = readRoute(async ({ viewer, params: { id } }) => {
  const batch = typeof id === "string" ? await readBatch(viewer, id) : null;
  return batch ?? Response.json({ error: "not-found" }, { status: 404 });
});
