import { listMetadata, listPage } from "@/app/lists/list-page";
import { trafficList } from "./traffic-list";

export const generateMetadata = listMetadata(trafficList);
export default listPage(trafficList);
