import { hostReadRoute } from "@/lib/actions/read-route";
import { connectViewOf } from "@/lib/hosts/connect/connect";
import { rdpFile, rdpFileName } from "@/lib/hosts/connect/rdp-file";

/** 404 where the host is not reached by remote desktop, or nothing leads to it yet: never a file that can't work. */
export const GET = hostReadRoute(async ({ owned }) => {
  const file = rdpFile(await connectViewOf(owned));
  if (file === null) {
    return new Response(null, { status: 404 });
  }
  return new Response(file, {
    headers: {
      "content-type": "application/x-rdp",
      "content-disposition": `attachment; filename="${rdpFileName(owned.row.name ?? "", owned.vmId)}"`,
    },
  });
});
