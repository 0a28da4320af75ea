import { movedHostPage } from "@/lib/hosts/page-host";

export default movedHostPage("/settings#sign-in");
