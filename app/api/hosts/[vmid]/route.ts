import { hostReadRoute } from "@/lib/actions/read-route";
import { hostViewOf } from "@/lib/hosts/host-read";

export const GET = hostReadRoute(({ owned, viewer }) => hostViewOf(owned, viewer));
