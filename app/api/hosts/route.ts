import { readRoute } from "@/lib/actions/read-route";
import { hostListFor } from "@/lib/hosts/host-list";

export const GET = readRoute(({ viewer }) => hostListFor(viewer, "shared"));
