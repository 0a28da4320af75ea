import { listMetadata, listPage } from "@/app/lists/list-page";
import { fleetList } from "./fleet-list";

export const generateMetadata = listMetadata(fleetList);
export default listPage(fleetList);
