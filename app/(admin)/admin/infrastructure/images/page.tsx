import { listMetadata, listPage } from "@/app/lists/list-page";
import { imagesList } from "./images-list";

export const generateMetadata = listMetadata(imagesList);
export default listPage(imagesList);
