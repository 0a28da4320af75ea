import { cleanText } from "../clean-text";

/** What an operation on a snapshot keeps of it: what is shown, and the name as the master wrote it. */
export const about = (snapshotName: string) => ({ subject: cleanText(snapshotName) ?? "", snapshotName });
