import { oldActivityPage } from "../../activity/old-addresses";

export default oldActivityPage("operations");
