import { listMetadata, listPage } from "@/app/lists/list-page";
import { nodesList } from "./nodes-list";

export const generateMetadata = listMetadata(nodesList);
export default listPage(nodesList);
