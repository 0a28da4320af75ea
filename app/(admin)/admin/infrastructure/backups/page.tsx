import { listMetadata, listPage } from "@/app/lists/list-page";
import { backupsList } from "./backups-list";

export const generateMetadata = listMetadata(backupsList);
export default listPage(backupsList);
