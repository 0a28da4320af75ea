import { hostReadRoute } from "@/lib/actions/read-route";
import { hostAsOpened } from "@/lib/hosts/host-read";

export const GET = hostReadRoute(async ({ owned, viewer }) => hostAsOpened(owned, viewer).host);
