import { listMetadata, listPage } from "@/app/lists/list-page";
import { mappingsList } from "./mappings-list";

export const generateMetadata = listMetadata(mappingsList);
export default listPage(mappingsList);
