import { hostReadRoute } from "@/lib/actions/read-route";
import { checkDomains } from "@/lib/hosts/network/check-domains";

export const GET = hostReadRoute(({ owned }) => checkDomains(owned));
