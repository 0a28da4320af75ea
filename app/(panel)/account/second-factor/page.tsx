import { leadToOwn } from "../lead-to-own";

export default () => leadToOwn("password");
